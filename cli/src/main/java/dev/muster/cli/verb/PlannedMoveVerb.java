package dev.muster.cli.verb;

import dev.muster.cli.Call;
import dev.muster.cli.site.Sites;
import dev.muster.model.MusterException;
import dev.muster.operations.Site;
import dev.muster.operations.recovery.PlannedMove;
import dev.muster.plan.RecoveryPlan;
import java.util.List;
import java.util.function.DoubleSupplier;

/// A recovery of what was not lost: begun only where no acknowledged write can be lost by it. Once
/// begun it is a recovery like any other, and `muster recover` goes on with it.
abstract class PlannedMoveVerb extends RecoverVerb {
    PlannedMoveVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    final String loss() {
        return "Its commits wait from the fence on; none that was acknowledged is lost.";
    }

    @Override
    final void requirePlanned(Call call, Site site, RecoveryPlan plan) throws InterruptedException {
        List<MusterException> obstacles = new PlannedMove(site).obstacles(plan);
        if (!obstacles.isEmpty()) {
            obstacles.stream()
                    .skip(1)
                    .forEach(other -> call.screen().say(other.code() + " " + other.getMessage()));
            throw obstacles.getFirst();
        }
    }
}
