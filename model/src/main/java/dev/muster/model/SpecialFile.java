package dev.muster.model;

/// A file without content that is neither folder nor link.
///
/// @param major of a device; 0 for others
/// @param minor of a device; 0 for others
public record SpecialFile(Sort sort, long major, long minor) {
    /// What it is.
    public enum Sort {
        FIFO,
        /// Means nothing without the program that made it; it is known, but not made again.
        SOCKET,
        CHARACTER_DEVICE,
        BLOCK_DEVICE
    }

    public static SpecialFile of(Sort sort) {
        return new SpecialFile(sort, 0, 0);
    }
}
