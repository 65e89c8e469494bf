package dev.muster.cli.verb;

import dev.muster.cli.site.Sites;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;

/// `muster failback`: a planned move home.
@Command(
        name = "failback",
        description = "move back what was moved or recovered, without losing a write")
public final class FailbackVerb extends PlannedMoveVerb {
    public FailbackVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    String word() {
        return "failback";
    }
}
