package dev.muster.vault.format;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Keyed hashes of a content's blocks of 8 KiB; the last block may be short. Both its id and the
/// hashes of its pages are made of them, so that each byte is hashed once.
///
/// They are `SHA-256(key || block)`. Nobody without the key sees one whole, so no block can be made
/// longer under a hash that is known.
public final class BlockHashes {
    static final int BLOCK = 8 << 10;
    private static final int HASH = 32;

    private final byte[] key;
    private final byte[] hashes;

    private BlockHashes(byte[] key, byte[] hashes) {
        this.key = key;
        this.hashes = hashes;
    }

    static BlockHashes of(byte[] key, byte[] plain, int from, int count) {
        return new BlockHashes(key, each(key, plain, from, count, BLOCK));
    }

    /// All of them, joined.
    byte[] joined() {
        return hashes;
    }

    /// For each page eight bytes. A page that is no larger than a block counts by its own hash, a
    /// larger one by that of its blocks' hashes.
    ///
    /// @param plain the content that was hashed
    public long[] pages(byte[] plain, int from, int count, int pageSize) {
        if (pageSize == BLOCK) {
            return beginnings(hashes);
        }
        return beginnings(
                pageSize < BLOCK
                        ? each(key, plain, from, count, pageSize)
                        : each(key, hashes, 0, hashes.length, pageSize / BLOCK * HASH));
    }

    private static long[] beginnings(byte[] hashes) {
        ByteBuffer in = ByteBuffer.wrap(hashes);
        long[] beginnings = new long[hashes.length / HASH];
        for (int i = 0; i < beginnings.length; i++) {
            beginnings[i] = in.getLong(i * HASH);
        }
        return beginnings;
    }

    private static byte[] each(byte[] key, byte[] plain, int from, int count, int size) {
        byte[] hashes = new byte[Math.ceilDiv(count, size) * HASH];
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int at = 0; at * HASH < hashes.length; at++) {
                digest.update(key);
                digest.update(plain, from + at * size, Math.min(size, count - at * size));
                digest.digest(hashes, at * HASH, HASH);
            }
        } catch (NoSuchAlgorithmException | DigestException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
        return hashes;
    }
}
