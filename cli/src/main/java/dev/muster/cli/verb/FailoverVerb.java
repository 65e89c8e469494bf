package dev.muster.cli.verb;

import dev.muster.cli.site.Sites;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;

/// `muster failover`: a planned move there.
@Command(
        name = "failover",
        description = "move what a scenario names while it still runs, without losing a write")
public final class FailoverVerb extends PlannedMoveVerb {
    public FailoverVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    String word() {
        return "failover";
    }
}
