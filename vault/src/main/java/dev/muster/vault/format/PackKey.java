package dev.muster.vault.format;

import java.util.Optional;

/// Opens and seals the blobs of one pack. Safe for many threads.
public final class PackKey {
    private final byte[] prefix;
    private final Aead aead;

    PackKey(VaultNumber vault, byte[] salt, byte[] key) {
        this.prefix = Bytes.join(vault.toBytes(), salt);
        this.aead = new Aead(key);
    }

    int seal(long offset, int type, ChunkId id, byte[] body, byte[] target, int at) {
        return aead.seal(offset, aad(type, id), body, body.length, target, at);
    }

    /// Opens a blob and checks it against its id; empty if anything about it is wrong.
    ///
    /// @param bytes holds the sealed blob from `from` on
    public Optional<byte[]> open(
            SourceSecret secret, int type, BlobRef ref, byte[] bytes, int from) {
        return aead.open(ref.offset(), aad(type, ref.id()), bytes, from, ref.stored())
                .flatMap(body -> Compression.plain(body, ref.raw()))
                .filter(plain -> secret.blobId(type, plain).filter(ref.id()::equals).isPresent());
    }

    /// @param from where the sealed directory begins in the bytes
    Optional<byte[]> openDirectory(long offset, byte[] bytes, int from, int stored) {
        byte[] aad = aad(SourceSecret.DIRECTORY, ChunkId.NONE);
        return aead.open(offset, aad, bytes, from, stored);
    }

    private byte[] aad(int type, ChunkId id) {
        return Bytes.join(prefix, new byte[] {(byte) type}, id.toBytes());
    }
}
