package dev.muster.engine.shell;

import dev.muster.record.Outcome;

/// For steps that only people can do: no machine does them, or sees whether they are done.
final class NobodyHandler implements StepHandler {
    @Override
    public Outcome run(StepContext step) {
        return new Outcome.Unknown(step.step().id() + " is done by people");
    }

    @Override
    public Probed probe(StepContext step) {
        return new Probed.CannotTell("nobody said yet that " + step.step().id() + " is done");
    }
}
