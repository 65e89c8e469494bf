package dev.muster.engine.shell;

/// Where a step tells how far it is. Cheap to call; safe for many threads.
public interface StepProgress {
    /// What is going on, in a few words: `copying files`, `replaying log`.
    void stage(String stage);

    /// How much there is in all, once known; bytes.
    void total(long bytes);

    /// Bytes done since the last call.
    void advance(long bytes);
}
