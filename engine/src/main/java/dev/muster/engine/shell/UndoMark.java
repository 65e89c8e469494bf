package dev.muster.engine.shell;

import dev.muster.model.Epoch;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import dev.muster.record.Details;
import dev.muster.record.Order;
import dev.muster.record.Receipt;
import dev.muster.record.Token;
import java.time.Instant;

/// What a run's home holds from the moment on when something of the run is taken back.
///
/// A receipt says that a step is done, and stays when the step is taken back. Whoever takes the run
/// up without its journal would go on from there, so it looks for this first.
public final class UndoMark {
    private static final StepId NAME = new StepId("abort");

    private UndoMark() {}

    public static Token token(RunId run) {
        return new Token(run, NAME);
    }

    static Receipt of(RunId run, Epoch epoch, Instant now) {
        return new Receipt(
                run,
                NAME,
                1,
                epoch,
                Receipt.Origin.ANSWERED,
                now,
                now,
                Details.NONE.withNote("answer", "the run is taken back"));
    }

    /// What was ordered. That nothing stands in the way was decided when the mark was made.
    public static Order order() {
        return new Order.AbortAndUndo(true);
    }
}
