package dev.muster.cli.run;

import dev.muster.cli.site.Sites;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster run resume`.
@Command(
        name = "resume",
        description = "start again in a run that was paused, or that nobody drives")
public final class RunResumeVerb extends OrderVerb {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
    private String reason = "";

    public RunResumeVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    Order order() {
        return new Order.Resume();
    }

    @Override
    String reason() {
        return reason;
    }
}
