package dev.muster.cli.run;

import dev.muster.cli.site.Sites;
import dev.muster.model.StepId;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster run done`.
@Command(name = "done", description = "say that a step is done: by hand, or as was seen")
public final class RunDoneVerb extends StepOrderVerb {
    @Option(
            names = {"--saw", "--reason"},
            paramLabel = "TEXT",
            description = "what was seen; stands in the record")
    private String reason = "";

    public RunDoneVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    Order order(StepId step) {
        return new Order.TakeAsDone(step);
    }

    @Override
    String reason() {
        return reason;
    }
}
