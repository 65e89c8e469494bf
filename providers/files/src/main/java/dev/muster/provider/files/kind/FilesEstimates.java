package dev.muster.provider.files.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Situation;
import dev.muster.model.ByteSize;
import java.time.Duration;

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
        return situation
                .measured(action)
                .map(Estimate::measured)
                .orElseGet(() -> estimated(action, situation));
    }

    private static Estimate estimated(Action action, Situation<FilesSettings> situation) {
        ByteSize size = situation.base().orElse(UNSEEN);
        return switch (action) {
            case Action.Restore _ ->
                    Estimate.estimated(atRate(size, RESTORE_RATE), size + " of files at 80 MiB/s");
            case Action.Verify _ ->
                    Estimate.estimated(
                            atRate(size, VERIFY_RATE), size + " of files looked through");
            case Action.Fence _,
                    Action.Promote _,
                    Action.Start _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    Estimate.estimated(Duration.ZERO, "not part of a folder's recovery");
        };
    }

    private static Duration atRate(ByteSize size, long bytesPerSecond) {
        return Estimate.atRate(size, bytesPerSecond).plusMillis(500);
    }
}
