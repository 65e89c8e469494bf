package dev.muster.vault.format;

/// Where a blob lies, and what it must be.
///
/// @param id what its content hashes to
/// @param pack the pack that holds it
/// @param offset its first byte in the pack
/// @param stored its bytes there, with the tag
/// @param raw its bytes when opened
public record BlobRef(ChunkId id, ObjectHash pack, int offset, int stored, int raw) {
    /// No blob is larger than this when opened.
    public static final int LIMIT = 16 << 20;

    public BlobRef {
        if (offset < 0 || stored <= Aead.TAG || raw < 0 || raw > LIMIT) {
            throw new IllegalArgumentException("not the place of a blob");
        }
    }

    public BlobPlace place() {
        return new BlobPlace(pack, offset, stored, raw);
    }

    public int end() {
        return offset + stored;
    }
}
