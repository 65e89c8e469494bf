package dev.muster.vault.format.log;

import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.KeyedHash;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// How far a segment was synced, as a hint beside it: it may lag, never lead.
public final class LogMark {
    public static final int BYTES = 16;

    private LogMark() {}

    public static byte[] encode(long synced, KeyedHash mac) {
        byte[] value = new Encoder(8).u64(synced).toBytes();
        return new Encoder(BYTES).raw(value).raw(mac(value, mac), 0, 8).toBytes();
    }

    /// 0 if the mark says nothing that can be believed.
    public static long decode(byte[] mark, KeyedHash mac) {
        if (mark.length != BYTES) {
            return 0;
        }
        byte[] value = Arrays.copyOf(mark, 8);
        boolean whole = Arrays.equals(mark, 8, BYTES, mac(value, mac), 0, 8);
        return whole ? ByteBuffer.wrap(value).getLong() : 0;
    }

    private static byte[] mac(byte[] value, KeyedHash mac) {
        return mac.of(new byte[] {2}, value);
    }
}
