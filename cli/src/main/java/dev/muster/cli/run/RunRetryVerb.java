package dev.muster.cli.run;

import dev.muster.cli.site.Sites;
import dev.muster.model.StepId;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster run retry`.
@Command(name = "retry", description = "try a step again now that failed, waits or cannot be told")
public final class RunRetryVerb extends StepOrderVerb {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why; stands in the record")
    private String reason = "";

    public RunRetryVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    Order order(StepId step) {
        return new Order.Retry(step);
    }

    @Override
    String reason() {
        return reason;
    }
}
