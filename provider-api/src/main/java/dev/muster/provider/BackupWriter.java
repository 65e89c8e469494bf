package dev.muster.provider;

import java.nio.ByteBuffer;

/// Takes the content of one base backup. One thread at a time.
///
/// Nothing is visible to readers until the caller commits.
public interface BackupWriter {
    /// A value that [BackupReader#attribute] gives back, such as a server version; small.
    void attribute(String name, String value);

    /// An empty folder, path relative with `/`, in any order.
    void directory(String path, int mode);

    /// A symbolic link.
    void link(String path, String target);

    /// Begins a file; the one before must be closed.
    ///
    /// @param path relative, with `/`
    /// @param mode POSIX permission bits
    /// @param pageSize the store's page size, for files made of pages that change in place; 0 for a
    ///   plain file
    FileWriter file(String path, int mode, int pageSize);

    /// Takes the bytes of one file, in order. Blocks when the vault is slower than the source.
    interface FileWriter extends AutoCloseable {
        /// Consumes the buffer's remaining bytes; they are copied before the call returns.
        void write(ByteBuffer bytes);

        @Override
        void close();
    }
}
