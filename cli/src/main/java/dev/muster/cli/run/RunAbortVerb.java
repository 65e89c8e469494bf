package dev.muster.cli.run;

import dev.muster.cli.site.Sites;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster run abort`.
@Command(name = "abort", description = "end a run: cancel what goes on, start nothing more")
public final class RunAbortVerb extends OrderVerb {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
    private String reason = "";

    public RunAbortVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    Order order() {
        return new Order.Abort();
    }

    @Override
    String reason() {
        return reason;
    }
}
