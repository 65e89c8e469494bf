package dev.muster.cli.run;

import dev.muster.cli.CliErrors;
import dev.muster.model.Names;
import dev.muster.model.StepId;

/// Steps as users name them.
final class Steps {
    private Steps() {}

    static StepId named(String name) {
        if (!Names.isLabel(name)) {
            throw CliErrors.WRONG_USAGE.error(
                    "there is no step '" + name + "'", "steps stand in: muster run show RUN");
        }
        return new StepId(name);
    }
}
