package dev.muster.vault.format.log;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.Names;
import dev.muster.vault.format.Bytes;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.Recipients;
import dev.muster.vault.format.SealedKey;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.VaultNumber;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The signed beginning of a segment of captured log.
///
/// @param number counts the segments of a spool, over all lines
/// @param spool tells spools apart
/// @param start the position of the first byte
/// @param salt 32 hex digits
/// @param keys the segment's key, for each who may open it
public record LogHead(
        VaultNumber vault,
        ComponentId source,
        Epoch epoch,
        long number,
        long spool,
        LogPosition start,
        Instant created,
        String salt,
        List<SealedKey> keys) {
    /// No head is longer.
    public static final int LIMIT = 2560;

    /// No head with that many recipients is longer.
    public static int limit(int recipients) {
        return 935 + 89 * recipients;
    }

    /// No head is shorter.
    public static final int LEAST = 256;

    private static final int CHAIN = 16;

    public LogHead {
        keys = List.copyOf(keys);
    }

    public byte[] saltBytes() {
        return HexFormat.of().parseHex(salt);
    }

    /// The segment's key, for those who hold one that it was sealed to.
    public Optional<byte[]> open(PrivateKeys opening) {
        return opening.open(sealInfo(vault, saltBytes()), keys);
    }

    /// The public keys that it was sealed to.
    public List<KeyId> sealedTo() {
        return keys.stream().map(SealedKey::id).toList();
    }

    /// What the segment's key is sealed under.
    public static byte[] sealInfo(VaultNumber vault, byte[] salt) {
        return Bytes.join(Bytes.ascii("log"), vault.toBytes(), salt);
    }

    /// What each frame is bound to, beside its position.
    byte[] binding() {
        return Bytes.join(vault.toBytes(), saltBytes());
    }

    public byte[] encode(SigningKey key) {
        Encoder out =
                ObjectKind.LOG
                        .begin()
                        .raw(vault.toBytes())
                        .text(source.value())
                        .text(start.line())
                        .u64(epoch.number())
                        .u64(number)
                        .u64(spool)
                        .u64(start.offset())
                        .time(created)
                        .raw(saltBytes());
        Recipients.write(out, keys);
        return key.sign(ObjectKind.LOG, out);
    }

    /// A head and the bytes that it took, whose signature is still to be verified.
    public record Found(LogHead head, SignedObject signed, int length, ObjectHash hash) {
        /// What the chain of frames begins with.
        byte[] chain() {
            return Arrays.copyOf(hash.toBytes(), CHAIN);
        }
    }

    /// @param segment a segment, or at least its first [#LIMIT] bytes
    public static Found decode(String name, byte[] segment) {
        Decoder in = ObjectKind.LOG.read(name, segment);
        VaultNumber vault = VaultNumber.read(in);
        String source = in.text();
        if (!Names.isLabel(source)) {
            throw in.malformed("it names a source '" + source + "'");
        }
        String line = in.text();
        long epoch = in.u64();
        long number = in.u64();
        long spool = in.u64();
        long start = in.u64();
        Instant created = in.time();
        String salt = HexFormat.of().formatHex(in.raw(16));
        List<SealedKey> keys = Recipients.read(in);
        in.raw(SignedObject.TRAILER);
        LogHead head =
                new LogHead(
                        vault,
                        new ComponentId(source),
                        new Epoch(Math.max(1, epoch)),
                        number,
                        spool,
                        position(in, line, start),
                        created,
                        salt,
                        keys);
        byte[] object = Arrays.copyOf(segment, in.position());
        return new Found(
                head,
                new SignedObject(ObjectKind.LOG, name, object),
                object.length,
                ObjectHash.of(object));
    }

    private static LogPosition position(Decoder in, String line, long offset) {
        try {
            return new LogPosition(line, offset);
        } catch (IllegalArgumentException e) {
            throw in.malformed("it names a line '" + line + "'");
        }
    }
}
