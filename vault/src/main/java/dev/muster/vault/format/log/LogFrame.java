package dev.muster.vault.format.log;

import dev.muster.vault.format.Aead;
import dev.muster.vault.format.Bytes;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.KeyedHash;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;

/// The head of a frame: some log in one piece, sealed.
///
/// @param sealed bytes of the sealed part
/// @param offset position of the first byte on the segment's line
/// @param length bytes of log
/// @param group counts what was synced together, from 1
/// @param endsGroup whether the sync came after this frame
/// @param first microseconds since 1970 at which its first bytes arrived
/// @param last the same of its last bytes
public record LogFrame(
        int sealed, long offset, int length, long group, boolean endsGroup, long first, long last) {
    /// No frame holds more log.
    public static final int LIMIT = 1 << 20;

    static final byte[] MAGIC = Bytes.ascii("MFRM");
    static final int FIELDS = 4 + 4 + 8 + 4 + 8 + 1 + 8 + 8;
    static final int HEAD_MAC = 8;
    static final int HEAD = FIELDS + HEAD_MAC;
    static final int CHAIN = 16;

    /// Bytes of a frame beside its sealed part.
    public static final int OVERHEAD = HEAD + CHAIN;

    public long end() {
        return offset + length;
    }

    /// Bytes of the whole frame.
    public int bytes() {
        return HEAD + sealed + CHAIN;
    }

    byte[] fields() {
        return new Encoder(FIELDS)
                .raw(MAGIC)
                .u32(sealed)
                .u64(offset)
                .u32(length)
                .u64(group)
                .u8(endsGroup ? 1 : 0)
                .u64(first)
                .u64(last)
                .toBytes();
    }

    /// Empty where no frame can begin.
    static Optional<LogFrame> read(byte[] segment, int at) {
        if (segment.length - at < HEAD + Aead.TAG + CHAIN
                || !Arrays.equals(segment, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        Decoder in = new Decoder("frame", segment, at + MAGIC.length, at + FIELDS);
        long sealed = in.u32();
        long offset = in.u64();
        long length = in.u32();
        long group = in.u64();
        boolean ends = in.u8() == 1;
        if (length > LIMIT || sealed <= Aead.TAG || sealed > length + 1 + Aead.TAG) {
            return Optional.empty();
        }
        return Optional.of(
                new LogFrame((int) sealed, offset, (int) length, group, ends, in.u64(), in.u64()));
    }

    /// Whether the head of a frame is what was written after the given chain.
    static boolean isHeadWhole(byte[] segment, int at, KeyedHash mac, byte[] chain) {
        byte[] fields = Arrays.copyOfRange(segment, at, at + FIELDS);
        byte[] expected = headMac(mac, chain, fields);
        return Arrays.equals(segment, at + FIELDS, at + HEAD, expected, 0, HEAD_MAC);
    }

    static byte[] headMac(KeyedHash mac, byte[] chain, byte[] fields) {
        return Arrays.copyOf(mac.of(new byte[] {0}, chain, fields), HEAD_MAC);
    }

    /// The chain after a frame.
    ///
    /// @param frame its head with the MAC, and the sealed part
    static byte[] chain(KeyedHash mac, byte[] chain, byte[] frame, int from, int count) {
        Mac running = mac.begin();
        running.update((byte) 1);
        running.update(chain);
        running.update(frame, from, count);
        return Arrays.copyOf(running.doFinal(), CHAIN);
    }
}
