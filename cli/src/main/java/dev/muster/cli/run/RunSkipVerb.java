package dev.muster.cli.run;

import dev.muster.cli.site.Sites;
import dev.muster.model.StepId;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster run skip`.
@Command(name = "skip", description = "go on without a step, which is then not done")
public final class RunSkipVerb extends StepOrderVerb {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why; stands in the record")
    private String reason = "";

    public RunSkipVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    Order order(StepId step) {
        return new Order.Skip(step);
    }

    @Override
    String reason() {
        return reason;
    }
}
