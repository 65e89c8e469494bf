package dev.muster.vault.format;

import dev.muster.model.FileMetadata;
import dev.muster.model.FileNames;
import dev.muster.model.SpecialFile;
import java.util.Optional;

/// One path of a backup.
public sealed interface FileEntry {
    /// The path of the folder that was backed up, for what is known of that folder itself.
    String ROOT = ".";

    /// Relative, with `/`; as [dev.muster.model.FileNames] writes names.
    String path();

    FileMetadata metadata();

    record Folder(String path, FileMetadata metadata) implements FileEntry {}

    record Link(String path, FileMetadata metadata, String target) implements FileEntry {}

    /// Another name of a file.
    ///
    /// @param first a path that comes earlier in the backup and is a file
    record HardLink(String path, FileMetadata metadata, String first) implements FileEntry {}

    record Special(String path, FileMetadata metadata, SpecialFile what) implements FileEntry {}

    /// A file with content.
    sealed interface Content extends FileEntry {
        long size();

        /// Whether it changed while it was read, so that it may be part old and part new.
        boolean torn();

        /// Empty for an empty file.
        Optional<Tree> tree();

        /// The same file once its size and map are known.
        Content settled(long size, boolean torn, Optional<Tree> tree);

        /// The same content with other metadata.
        Content with(FileMetadata metadata);

        /// The same file under another path.
        Content named(String path);
    }

    record Paged(
            String path,
            FileMetadata metadata,
            long size,
            boolean torn,
            int pageSize,
            Optional<Tree> tree)
            implements Content {
        @Override
        public Paged settled(long bytes, boolean changed, Optional<Tree> map) {
            return new Paged(path, metadata, bytes, changed, pageSize, map);
        }

        @Override
        public Paged named(String other) {
            return new Paged(other, metadata, size, torn, pageSize, tree);
        }

        @Override
        public Paged with(FileMetadata other) {
            return new Paged(path, other, size, torn, pageSize, tree);
        }
    }

    record Plain(String path, FileMetadata metadata, long size, boolean torn, Optional<Tree> tree)
            implements Content {
        @Override
        public Plain settled(long bytes, boolean changed, Optional<Tree> map) {
            return new Plain(path, metadata, bytes, changed, map);
        }

        @Override
        public Plain named(String other) {
            return new Plain(other, metadata, size, torn, tree);
        }

        @Override
        public Plain with(FileMetadata other) {
            return new Plain(path, other, size, torn, tree);
        }
    }

    /// What orders a path among others.
    static byte[] key(String path) {
        return path.equals(ROOT) ? new byte[0] : FileNames.bytes(path);
    }

    /// Whether a path is relative and stays below its folder.
    static boolean isPath(String path) {
        int from = 0;
        while (true) {
            int end = path.indexOf('/', from);
            int stop = end < 0 ? path.length() : end;
            if (!isName(path, from, stop)) {
                return false;
            }
            if (end < 0) {
                return true;
            }
            from = end + 1;
        }
    }

    private static boolean isName(String path, int from, int end) {
        int nul = path.indexOf('\0', from);
        boolean dot = end - from == 1 && path.charAt(from) == '.';
        boolean dots = end - from == 2 && path.startsWith("..", from);
        return end > from && !dot && !dots && (nul < 0 || nul >= end);
    }
}
