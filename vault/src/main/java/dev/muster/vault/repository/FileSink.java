package dev.muster.vault.repository;

import java.nio.ByteBuffer;

/// Takes the bytes of one file of a backup, in order. One thread.
public interface FileSink extends AutoCloseable {
    /// Consumes the remaining bytes; they are copied before the call returns. Waits while the vault
    /// is slower than the caller.
    void write(ByteBuffer bytes);

    /// Ends the file.
    @Override
    void close();
}
