package dev.muster.cli.run;

import dev.muster.cli.CliErrors;
import dev.muster.cli.site.Sites;
import dev.muster.model.Names;
import dev.muster.model.StepId;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Parameters;

/// Tells a run what to do about one of its steps.
abstract class StepOrderVerb extends OrderVerb {
    @Parameters(index = "1", paramLabel = "STEP", description = "of its plan")
    private String step = "";

    StepOrderVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    final Order order() {
        if (!Names.isLabel(step)) {
            throw CliErrors.WRONG_USAGE.error(
                    "there is no step '" + step + "'", "steps stand in: muster run show RUN");
        }
        return order(new StepId(step));
    }

    abstract Order order(StepId step);
}
