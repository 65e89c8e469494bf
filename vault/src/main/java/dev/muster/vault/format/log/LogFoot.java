package dev.muster.vault.format.log;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Bytes;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.SigningKey;
import java.util.Arrays;
import java.util.List;

/// The signed end of a finished segment: its range, when what arrived, and its hash.
///
/// @param name the segment's name in the vault, so that no other segment's end is taken for its own
/// @param frames how many
/// @param start position of the first byte
/// @param end position after the last byte
/// @param first microseconds since 1970 of the first arrival
/// @param last the same of the last
/// @param hash of everything before the foot
public record LogFoot(
        String name, long frames, long start, long end, long first, long last, ObjectHash hash) {
    /// No foot is longer.
    public static final int LIMIT = 1200;

    private static final byte[] MAGIC = Bytes.ascii("MEND");
    private static final int TAIL = 8;

    static boolean beginsAt(byte[] segment, int at) {
        return segment.length - at > SignedObject.TRAILER + TAIL
                && Arrays.equals(segment, at, at + 4, MAGIC, 0, 4);
    }

    /// @param hash of the segment up to here
    public static LogFoot of(LogHead head, List<LogScan.At> frames, ObjectHash hash) {
        LogFrame first = frames.getFirst().frame();
        LogFrame last = frames.getLast().frame();
        return new LogFoot(
                LogNames.of(head),
                frames.size(),
                first.offset(),
                last.end(),
                first.first(),
                last.last(),
                hash);
    }

    public byte[] encode(SigningKey key) {
        Encoder out =
                new Encoder()
                        .raw(MAGIC)
                        .text(name)
                        .u64(frames)
                        .u64(start)
                        .u64(end)
                        .u64(first)
                        .u64(last)
                        .hash(hash);
        byte[] signed = key.sign(ObjectKind.LOG, out);
        return Bytes.join(signed, new Encoder(TAIL).u32(signed.length).raw(MAGIC).toBytes());
    }

    /// A foot whose signature is still to be verified.
    ///
    /// @param length bytes of it, to the segment's end
    public record Found(LogFoot foot, SignedObject signed, int length) {}

    /// @param tail the end of a segment, at least [#LIMIT] bytes, or the whole segment
    public static Found decode(String name, byte[] tail) {
        int end = tail.length - TAIL;
        if (end < SignedObject.TRAILER || !hasMagic(tail, tail.length - MAGIC.length)) {
            throw unfinished(name);
        }
        long length = new Decoder(name, tail, end, tail.length).u32();
        if (length > end || length < SignedObject.TRAILER) {
            throw unfinished(name);
        }
        byte[] object = Arrays.copyOfRange(tail, (int) (end - length), end);
        Decoder in = new Decoder(name, object, 0, object.length - SignedObject.TRAILER);
        if (!hasMagic(object, 0)) {
            throw unfinished(name);
        }
        in.raw(MAGIC.length);
        LogFoot foot =
                new LogFoot(in.text(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.hash());
        in.end();
        SignedObject signed = new SignedObject(ObjectKind.LOG, name, object);
        return new Found(foot, signed, object.length + TAIL);
    }

    private static RuntimeException unfinished(String name) {
        return VaultErrors.MALFORMED.error(name + " has no foot", "");
    }

    private static boolean hasMagic(byte[] bytes, int at) {
        return Arrays.equals(bytes, at, at + MAGIC.length, MAGIC, 0, MAGIC.length);
    }
}
