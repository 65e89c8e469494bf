package dev.muster.vault.format;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 of a whole object; four longs, so that many of them stay small in memory.
public record ObjectHash(long a, long b, long c, long d) {
    public static final ObjectHash NONE = new ObjectHash(0, 0, 0, 0);
    public static final int BYTES = 32;

    public static ObjectHash of(byte[] content) {
        return of(content, 0, content.length);
    }

    public static ObjectHash of(byte[] content, int from, int count) {
        MessageDigest sha256 = sha256();
        sha256.update(content, from, count);
        return from(sha256.digest());
    }

    public static ObjectHash from(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new ObjectHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /// Whether a text is one, as names of objects spell it: whoever may add names may add others.
    public static boolean isHash(String text) {
        return text.length() == 2 * BYTES
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /// @param hex 64 hex digits
    public static ObjectHash parse(String hex) {
        return from(HexFormat.of().parseHex(hex));
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(a).putLong(b).putLong(c).putLong(d).array();
    }

    public String hex() {
        return HexFormat.of().formatHex(toBytes());
    }

    @Override
    public String toString() {
        return hex();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
