package dev.muster.posix;

import java.time.Instant;

/// What the file system says of a file.
///
/// @param mode permission bits with setuid, setgid and sticky
/// @param links how many names it has
/// @param device the file system that it is in
/// @param changed the inode's time of change
/// @param blocks of 512 bytes that its content takes
public record FileStatus(
        FileType type,
        int mode,
        long uid,
        long gid,
        long links,
        long device,
        long inode,
        long size,
        long blocks,
        Instant modified,
        Instant changed,
        long major,
        long minor) {
    /// Whether both are the same file, untouched in between.
    public boolean isSameAs(FileStatus other) {
        return device == other.device
                && inode == other.inode
                && size == other.size
                && modified.equals(other.modified)
                && changed.equals(other.changed);
    }

    /// Whether some of its content takes no room.
    public boolean mayHaveHoles() {
        return blocks * 512 < size;
    }
}
