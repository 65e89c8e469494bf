package dev.muster.vault.repository;

/// Is told how far a restore is. Safe for many threads.
public interface ExtractProgress {
    ExtractProgress SILENT =
            new ExtractProgress() {
                @Override
                public void total(long bytes) {}

                @Override
                public void advance(long bytes) {}
            };

    /// How many bytes there are in all.
    void total(long bytes);

    /// Bytes written since the last call.
    void advance(long bytes);
}
