package dev.muster.operations;

import dev.muster.model.Epoch;
import dev.muster.model.Timing;
import dev.muster.provider.Operation;
import dev.muster.provider.Progress;
import java.nio.file.Path;

/// The operation that a provider is handed.
public record Call(
        String token,
        Epoch epoch,
        Path workspace,
        Timing timing,
        Progress progress,
        Cancellation cancellation)
        implements Operation {
    @Override
    public void checkCancelled() throws InterruptedException {
        cancellation.check();
    }
}
