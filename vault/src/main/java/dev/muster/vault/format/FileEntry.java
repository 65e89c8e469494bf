package dev.muster.vault.format;

import java.util.Optional;

/// One path of a backup.
public sealed interface FileEntry {
    String path();

    /// @param mode POSIX permission bits
    record Folder(String path, int mode) implements FileEntry {}

    record Link(String path, String target) implements FileEntry {}

    /// @param tree empty for an empty file
    record Paged(String path, int mode, long size, int pageSize, Optional<Tree> tree)
            implements FileEntry {}

    /// @param tree empty for an empty file
    record Plain(String path, int mode, long size, Optional<Tree> tree) implements FileEntry {}

    /// Whether a path is relative and stays below its folder.
    static boolean isPath(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
