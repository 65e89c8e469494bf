package dev.muster.record;

import dev.muster.model.Epoch;
import dev.muster.model.Names;
import dev.muster.model.RunId;
import java.time.Instant;

/// An order on its way to the controller of a run.
///
/// @param id makes it take effect once, however often it is delivered
/// @param epoch the controller that the person saw
/// @param by who gave it
/// @param reason why; never empty where it changes what the run comes to
public record RunOrder(
        String id, RunId run, Epoch epoch, Instant at, Actor by, Order order, String reason) {
    private static final int LONGEST_REASON = 2_000;

    public RunOrder {
        if (!Names.isLabel(id)) {
            throw new IllegalArgumentException("no id of an order: " + id);
        }
        if (reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a reason has at most " + LONGEST_REASON + " characters");
        }
        if (needsReason(order) && reason.isBlank()) {
            throw new IllegalArgumentException("to " + order.verb() + " needs a reason");
        }
    }

    /// Whether the record must say why.
    public static boolean needsReason(Order order) {
        return switch (order) {
            case Order.Skip _, Order.Retry _, Order.TakeAsDone _ -> true;
            case Order.Pause _,
                    Order.Resume _,
                    Order.Abort _,
                    Order.AbortAndUndo _,
                    Order.Approve _ ->
                    false;
        };
    }
}
