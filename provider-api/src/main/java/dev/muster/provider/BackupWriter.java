package dev.muster.provider;

import dev.muster.model.FileMetadata;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.SpecialFile;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/// Takes the content of one base backup. One thread at a time.
///
/// Paths are relative with `/`, written as [dev.muster.model.FileNames] does. Nothing is visible to
/// readers until the caller commits.
public interface BackupWriter {
    /// A value that [BackupReader#attribute] gives back, such as a server version; small.
    void attribute(String name, String value);

    /// Promises, before the first path, that they come in the order of
    /// [dev.muster.model.FileNames#compare]. Any number of them then takes no memory.
    void inOrder();

    /// A folder; the path `.` stands for the folder that is backed up itself, and comes first.
    void directory(String path, FileMetadata metadata);

    /// A folder of which only the permission bits are known.
    default void directory(String path, int mode) {
        directory(path, FileMetadata.ofMode(mode));
    }

    /// A symbolic link.
    void link(String path, FileMetadata metadata, String target);

    default void link(String path, String target) {
        link(path, FileMetadata.ofMode(0777), target);
    }

    /// Another name of a file that was written before, under the path `first`.
    void hardLink(String path, FileMetadata metadata, String first);

    void special(String path, FileMetadata metadata, SpecialFile what);

    /// The backup before this one, whose pages [FileWriter#keep] takes over; empty where there is
    /// none, or not all of it is still there.
    default Optional<Earlier> earlier() {
        return Optional.empty();
    }

    /// What is known of the backup before: not its content, which whoever backs up cannot read.
    interface Earlier {
        RecoveryPoint point();

        /// As it was given to [BackupWriter#attribute].
        Optional<String> attribute(String name);

        /// All files that are made of pages, with their sizes.
        ///
        /// @throws dev.muster.model.MusterException if that cannot be read any more
        Map<String, Long> pageFiles();
    }

    /// Asks whether a file is as it was in the backup before, as far as size, time of modification,
    /// time of change and inode tell. May be asked ahead of the paths that are written.
    Optional<Untouched> untouched(String path, FileMetadata metadata, long size);

    /// Takes such a file over without its content, in its turn.
    ///
    /// @return whether that was possible; if not, the caller writes the file
    boolean keep(Untouched file);

    /// A file that was not touched since the backup before.
    interface Untouched {}

    /// Begins a file; the one before must be closed.
    ///
    /// @param pageSize the store's page size, for files made of pages that change in place; 0 for a
    ///   plain file
    FileWriter file(String path, FileMetadata metadata, int pageSize);

    default FileWriter file(String path, int mode, int pageSize) {
        return file(path, FileMetadata.ofMode(mode), pageSize);
    }

    /// Takes the bytes of one file, in order. Blocks when the vault is slower than the source.
    interface FileWriter extends AutoCloseable {
        /// Consumes the buffer's remaining bytes; they are copied before the call returns.
        void write(ByteBuffer bytes);

        /// Takes the next bytes over from the same place of the same file of [#earlier], unread.
        /// Whole pages, and no more than that file has.
        ///
        /// @throws dev.muster.model.MusterException if they cannot be; the whole backup is then
        ///   made again by the caller, without an earlier one
        void keep(long length);

        /// So many zeros that take no room on disk.
        void hole(long length);

        /// Forgets all that was written: the file begins again.
        void again();

        /// The file changed while it was read.
        void torn();

        @Override
        void close();
    }
}
