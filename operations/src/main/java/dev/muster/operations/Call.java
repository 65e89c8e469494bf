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
    /// One that belongs to no run.
    ///
    /// @param token names the work, so that the same again takes it up
    public static Call outsideRuns(
            Site site, String token, Progress progress, Cancellation cancellation) {
        return new Call(
                token,
                Epoch.FIRST,
                site.state().work(token),
                site.timing(),
                progress,
                cancellation);
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        cancellation.check();
    }
}
