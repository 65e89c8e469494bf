package dev.muster.vault.format;

/// Where a file's map is.
///
/// @param height 0 if the root is a leaf
public record Tree(int height, BlobRef root) {}
