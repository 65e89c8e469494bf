package dev.muster.provider.files;

import dev.muster.model.Epoch;
import dev.muster.model.Timing;
import dev.muster.provider.Operation;
import dev.muster.provider.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// An operation that appends to a file whenever some of any file was read.
record TouchingOperation(Operation inner, Path file) implements Operation {
    @Override
    public String token() {
        return inner.token();
    }

    @Override
    public Epoch epoch() {
        return inner.epoch();
    }

    @Override
    public Path workspace() {
        return inner.workspace();
    }

    @Override
    public Timing timing() {
        return inner.timing();
    }

    @Override
    public Progress progress() {
        return new Progress() {
            @Override
            public void stage(String stage) {}

            @Override
            public void total(long bytes) {}

            @Override
            public void advance(long bytes) {
                try {
                    Files.writeString(file, "+", StandardOpenOption.APPEND);
                } catch (IOException impossible) {
                    throw new AssertionError(impossible);
                }
            }
        };
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        inner.checkCancelled();
    }
}
