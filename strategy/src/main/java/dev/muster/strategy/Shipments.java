package dev.muster.strategy;

import dev.muster.kind.LogCapture;
import dev.muster.kind.Shipping;
import java.time.Duration;

/// How often captured log goes from the receiver into the vault, where each time is a request to
/// each copy, and none while nothing is written.
///
/// @param interval between two of them
/// @param buckets how many copies of the vault lie in buckets, which charge for requests
/// @param heldBack whether the source is told that its log is durable only with the next shipment,
///   because the receiver alone does not keep the durability and no commit waits
public record Shipments(Duration interval, int buckets, boolean heldBack) {
    /// Folders cost nothing.
    private static final Duration FOLDER = Duration.ofSeconds(10);

    private static final Duration UNASKED = Duration.ofMinutes(1);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int PART = 4;

    /// @param vault that protects the component
    public static Shipments of(Component<?> component, LogCapture logs, VaultPlace vault) {
        int buckets =
                (int) vault.copies().stream().filter(copy -> copy.url().startsWith("s3:")).count();
        boolean written = logs.ship() instanceof Shipping.Every;
        return new Shipments(
                interval(component, logs, buckets),
                buckets,
                (written || buckets > 0) && !logs.synchronous() && needsVault(component, logs));
    }

    /// A fourth of the rpo, so that a few that fail do not miss it.
    private static Duration interval(Component<?> component, LogCapture logs, int buckets) {
        return switch (logs.ship()) {
            case Shipping.Every(Duration interval) -> interval;
            case Shipping.Stream _ ->
                    buckets == 0
                            ? FOLDER
                            : component
                                    .rpo()
                                    .map(rpo -> within(rpo.dividedBy(PART)))
                                    .orElse(UNASKED);
        };
    }

    private static Duration within(Duration interval) {
        Duration most = interval.compareTo(MOST) > 0 ? MOST : interval;
        return most.compareTo(LEAST) < 0 ? LEAST : most;
    }

    /// The spool alone keeps level `spool`, and level `region` where the receiver runs in a region
    /// other than the source's. Else the vault has to hold log before it is acknowledged.
    public static boolean needsVault(Component<?> component, LogCapture logs) {
        return switch (logs.durability()) {
            case SPOOL -> false;
            case VAULT -> true;
            case REGION -> component.region().filter(logs.captureFrom()::equals).isPresent();
        };
    }

    /// At most so many a day, to each copy.
    public long perDay() {
        return Math.ceilDiv(Duration.ofDays(1).toMillis(), interval.toMillis());
    }
}
