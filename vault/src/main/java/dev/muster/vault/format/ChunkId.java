package dev.muster.vault.format;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Names a blob by its content: an HMAC under the source's secret, cut to 20 bytes.
public record ChunkId(long high, long middle, int low) implements Comparable<ChunkId> {
    public static final ChunkId NONE = new ChunkId(0, 0, 0);
    public static final int BYTES = 20;

    /// The first 20 bytes.
    public static ChunkId from(byte[] mac) {
        ByteBuffer bytes = ByteBuffer.wrap(mac);
        return new ChunkId(bytes.getLong(), bytes.getLong(), bytes.getInt());
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(middle).putInt(low).array();
    }

    /// As unsigned bytes.
    @Override
    public int compareTo(ChunkId other) {
        int order = Long.compareUnsigned(high, other.high);
        if (order == 0) {
            order = Long.compareUnsigned(middle, other.middle);
        }
        return order != 0 ? order : Integer.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
