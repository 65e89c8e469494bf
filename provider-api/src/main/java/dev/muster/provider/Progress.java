package dev.muster.provider;

/// Where an operation tells how far it is. Cheap to call; safe for many threads.
public interface Progress {
    /// What is going on, in a few words: `copying files`, `replaying log`.
    void stage(String stage);

    /// How much there is in all, once known; bytes.
    void total(long bytes);

    /// Bytes done since the last call.
    void advance(long bytes);

    /// Files done since the last call.
    default void files(long count) {}

    /// Where it has come to, such as a log position and the moment that belongs to it. The newest
    /// counts, until the next stage.
    default void at(String place) {}

    /// Progress that nobody watches.
    Progress SILENT =
            new Progress() {
                @Override
                public void stage(String stage) {}

                @Override
                public void total(long bytes) {}

                @Override
                public void advance(long bytes) {}
            };
}
