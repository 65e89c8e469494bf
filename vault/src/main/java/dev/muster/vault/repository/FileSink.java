package dev.muster.vault.repository;

import java.nio.ByteBuffer;

/// Takes the bytes of one file of a backup, in order. One thread.
public interface FileSink extends AutoCloseable {
    /// Consumes the remaining bytes; they are copied before the call returns. Waits while the vault
    /// is slower than the caller.
    void write(ByteBuffer bytes);

    /// Takes the next bytes over from the same place of the same file in the backup before; see
    /// [BackupSession#earlier]. Whole pages only.
    void keep(long length);

    /// So many zeros that take no room on disk.
    void hole(long length);

    /// Forgets all that was written: the file begins again.
    void again();

    /// The file changed while it was read: what was written may be part old and part new.
    void torn();

    /// Ends the file.
    @Override
    void close();
}
