package dev.muster.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a file system says of a file beside its content.
///
/// @param mode POSIX permission bits with setuid, setgid and sticky
/// @param owner whose it is; empty where nobody asked
/// @param modified when the content was last changed; empty where nobody asked
/// @param stamp what a later backup compares; empty where nobody asked
/// @param extended in the order of their names
public record FileMetadata(
        int mode,
        Optional<FileOwner> owner,
        Optional<Instant> modified,
        Optional<FileStamp> stamp,
        List<ExtendedAttribute> extended) {
    public FileMetadata {
        if (mode < 0 || mode > 07777) {
            throw new IllegalArgumentException("not permission bits: " + mode);
        }
        extended = List.copyOf(extended);
    }

    /// Of a file of which nothing else is known.
    public static FileMetadata ofMode(int mode) {
        return new FileMetadata(
                mode, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
}
