package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.model.Epoch;
import dev.muster.model.Timing;
import dev.muster.provider.Operation;
import dev.muster.provider.Progress;
import dev.muster.record.Token;
import java.nio.file.Path;

/// One attempt of a step as a provider sees it.
///
/// @param named the step in whose name it acts
record StepOperation(StepContext step, Token named, Path workspace) implements Operation {
    @Override
    public String token() {
        return named.toString();
    }

    @Override
    public Epoch epoch() {
        return RunNumbers.acting(step.token().run(), step.epoch());
    }

    @Override
    public Timing timing() {
        return step.timing();
    }

    @Override
    public Progress progress() {
        return new StepProgressPort(step.progress());
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        step.checkCancelled();
    }
}
