package dev.muster.cli.run;

import dev.muster.cli.site.Sites;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster run pause`.
@Command(name = "pause", description = "start nothing more in a run; what goes on goes on")
public final class RunPauseVerb extends OrderVerb {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
    private String reason = "";

    public RunPauseVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    Order order() {
        return new Order.Pause();
    }

    @Override
    String reason() {
        return reason;
    }

    @Override
    boolean takesUp() {
        return false;
    }
}
