package dev.muster.operations.recovery;

import dev.muster.model.Epoch;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;

/// Runs are numbered over all scenarios of a strategy, `region-loss-17`, so that targets which
/// compare epochs can order the controllers of different runs too.
final class RunNumbers {
    /// More takeovers of one run than that are refused.
    private static final long CONTROLLERS = 1000;

    private RunNumbers() {}

    static RunId run(ScenarioId scenario, long number) {
        String ending = "-" + number;
        int room = 63 - ending.length();
        String name = scenario.value();
        return new RunId((name.length() > room ? name.substring(0, room) : name) + ending);
    }

    static long number(RunId run) {
        return Long.parseLong(run.value().substring(run.value().lastIndexOf('-') + 1));
    }

    /// The epoch that targets see: 17003 is the third controller of run 17. Any controller of a
    /// later run is higher.
    static Epoch acting(RunId run, Epoch controller) {
        if (controller.number() >= CONTROLLERS) {
            throw new IllegalStateException("run " + run + " was taken over too often");
        }
        return new Epoch(number(run) * CONTROLLERS + controller.number());
    }
}
