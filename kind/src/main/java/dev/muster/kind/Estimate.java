package dev.muster.kind;

import dev.muster.kind.Facts.StepTime;
import dev.muster.model.ByteSize;
import java.time.Duration;

/// How long something takes, and how that is known.
///
/// @param basis in a few words, for people: `measured in 3 runs`, `96 MiB at 300 MiB/s`
public record Estimate(Duration duration, Basis basis, String reason) {
    /// How many times its estimate something may take before it is given up.
    private static final int PATIENCE = 5;

    /// When it is given up.
    ///
    /// @param shortest never sooner
    public Duration patience(Duration shortest) {
        Duration patient = duration.multipliedBy(PATIENCE);
        return patient.compareTo(shortest) > 0 ? patient : shortest;
    }

    /// Where an estimate comes from.
    public enum Basis {
        MEASURED,
        ESTIMATED
    }

    /// By what is usual, or at a careful rate.
    public static Estimate estimated(Duration duration, String reason) {
        return new Estimate(duration, Basis.ESTIMATED, reason);
    }

    /// As long as it took in earlier runs.
    public static Estimate measured(StepTime time) {
        return new Estimate(time.p95(), Basis.MEASURED, "measured in " + runs(time));
    }

    /// At the rate of earlier runs, where one was measured: there may be more to do than there was.
    ///
    /// @param work what is to be done now
    /// @param besides what it takes however little there is to do
    public static Estimate measured(StepTime time, ByteSize work, Duration besides) {
        if (time.perSecond().isEmpty()) {
            return measured(time);
        }
        ByteSize rate = time.perSecond().get();
        return new Estimate(
                atRate(work, rate.bytes()).plus(besides),
                Basis.MEASURED,
                work + " at " + rate + "/s, measured in " + runs(time));
    }

    private static String runs(StepTime time) {
        return time.samples() == 1 ? "1 run" : time.samples() + " runs";
    }

    public static Duration atRate(ByteSize size, long bytesPerSecond) {
        return Duration.ofMillis(size.bytes() / Math.max(1, bytesPerSecond / 1000));
    }
}
