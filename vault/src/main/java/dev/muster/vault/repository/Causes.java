package dev.muster.vault.repository;

import dev.muster.vault.VaultErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// Waits for work on other threads, and brings back what went wrong there as it was.
final class Causes {
    private Causes() {}

    static RuntimeException of(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new CompletionException(cause);
    }

    /// Waits until work has ended, however it ends.
    static void settle(CompletableFuture<?> work) {
        work.handle((done, why) -> true).join();
    }

    /// @throws dev.muster.model.MusterException if this thread is interrupted meanwhile
    static <T> T join(CompletableFuture<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VaultErrors.CANCELLED.error("work on the vault was cancelled", "", e);
        } catch (ExecutionException e) {
            throw of(e);
        }
    }
}
