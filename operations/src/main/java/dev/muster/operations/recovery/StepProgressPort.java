package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepProgress;
import dev.muster.provider.Progress;

/// The engine's progress as a provider's.
record StepProgressPort(StepProgress progress) implements Progress {
    @Override
    public void stage(String stage) {
        progress.stage(stage);
    }

    @Override
    public void total(long bytes) {
        progress.total(bytes);
    }

    @Override
    public void advance(long bytes) {
        progress.advance(bytes);
    }
}
