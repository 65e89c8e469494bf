package dev.muster.vault.format;

/// Where a file's map is.
///
/// @param height 0 if the root is a leaf, [#CHUNK] if it is the file's only chunk itself
public record Tree(int height, BlobRef root) {
    public static final int CHUNK = 255;

    public boolean isChunk() {
        return height == CHUNK;
    }
}
