package dev.muster.provider.files.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Facts.StepTime;
import dev.muster.kind.Situation;
import dev.muster.model.ByteSize;
import dev.muster.model.RecoveryPoint;
import java.time.Duration;
import java.util.Optional;

/// How long steps take: measured where a run was measured, else bytes at a careful rate.
final class FilesEstimates {
    private static final long MIB = 1L << 20;

    /// Bytes a second that a modest machine keeps, small files included; earlier runs replace it.
    private static final long RESTORE_RATE = 80 * MIB;

    private static final long VERIFY_RATE = 400 * MIB;

    /// What is assumed of a folder that nobody has looked at.
    private static final ByteSize UNSEEN = new ByteSize(1024 * MIB);

    private FilesEstimates() {}

    static Estimate of(Action action, Situation<FilesSettings> situation) {
        Optional<StepTime> measured =
                situation.facts().stepTime(situation.component(), action.verb());
        return measured.map(FilesEstimates::measured).orElseGet(() -> estimated(action, situation));
    }

    private static Estimate measured(StepTime time) {
        String runs = time.samples() == 1 ? "1 run" : time.samples() + " runs";
        return new Estimate(time.p95(), Estimate.Basis.MEASURED, "measured in " + runs);
    }

    private static Estimate estimated(Action action, Situation<FilesSettings> situation) {
        ByteSize size = size(situation);
        return switch (action) {
            case Action.Restore _ ->
                    estimate(atRate(size, RESTORE_RATE), size + " of files at 80 MiB/s");
            case Action.Verify _ ->
                    estimate(atRate(size, VERIFY_RATE), size + " of files looked through");
            case Action.Fence _,
                    Action.Promote _,
                    Action.Start _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    estimate(Duration.ZERO, "not part of a folder's recovery");
        };
    }

    private static Estimate estimate(Duration duration, String reason) {
        return new Estimate(duration, Estimate.Basis.ESTIMATED, reason);
    }

    private static Duration atRate(ByteSize size, long bytesPerSecond) {
        return Duration.ofMillis(500 + size.bytes() / (bytesPerSecond / 1000));
    }

    private static ByteSize size(Situation<FilesSettings> situation) {
        return Optional.ofNullable(situation.facts().protection().get(situation.component()))
                .flatMap(ProtectionState::newest)
                .map(RecoveryPoint::logical)
                .orElse(UNSEEN);
    }
}
