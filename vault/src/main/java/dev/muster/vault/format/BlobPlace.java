package dev.muster.vault.format;

/// Where a blob lies: all of a [BlobRef] that changes when it is moved.
public record BlobPlace(ObjectHash pack, int offset, int stored, int raw) {}
