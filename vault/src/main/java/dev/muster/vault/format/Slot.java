package dev.muster.vault.format;

import dev.muster.model.ByteSize;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// `keys/slots/<role>/<slot>/<number>`: a key file, sealed to a key pair whose private half is
/// wrapped. So whoever rotates a key can seal the new one to the slot without its passphrase.
///
/// @param role the key file's, such as `recovery`
/// @param number grows with each key file that the slot held
/// @param by who made it, for people
/// @param holds the main key of the key file
/// @param publicKey the slot's X25519 key, 64 hex digits
/// @param wrapped its private half, hex
/// @param sealed the text of the key file, sealed to the slot's key, hex
public record Slot(
        VaultNumber vault,
        String role,
        String slot,
        int number,
        Instant created,
        String by,
        KeyId holds,
        Lock lock,
        String publicKey,
        String wrapped,
        String sealed)
        implements KeyObject {
    public static final String PREFIX = "keys/slots/";

    /// What the private half is wrapped by.
    public sealed interface Lock {
        /// The word for people.
        String word();
    }

    /// A passphrase, through Argon2id (RFC 9106). A slot that asks for more than the limits is
    /// refused before anything is allocated.
    ///
    /// @param salt 32 hex digits
    public record Passphrase(String salt, int memoryKib, int passes, int lanes) implements Lock {
        public static final ByteSize MEMORY_LIMIT = new ByteSize(1L << 30);
        private static final int LEAST_KIB = 8;

        public Passphrase {
            long bytes = (long) memoryKib << 10;
            if (memoryKib < LEAST_KIB || bytes > MEMORY_LIMIT.bytes()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "it asks for %s of memory, and the limit is %s",
                                new ByteSize(Math.max(0, bytes)),
                                MEMORY_LIMIT));
            }
            within("passes", passes, 16);
            within("lanes", lanes, 8);
        }

        private static void within(String what, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(
                        "it asks for " + value + " " + what + ", and the limit is " + most);
            }
        }

        public byte[] saltBytes() {
            return HexFormat.of().parseHex(salt);
        }

        @Override
        public String word() {
            return "passphrase";
        }
    }

    /// A file with a secret.
    ///
    /// @param secret tells the file apart from others
    public record UnlockFile(KeyId secret) implements Lock {
        @Override
        public String word() {
            return "file";
        }
    }

    /// A key management service.
    ///
    /// @param service which one, such as `aws-kms`
    /// @param key the key's name there
    public record Kms(String service, String key) implements Lock {
        @Override
        public String word() {
            return "kms";
        }
    }

    /// @param slot its name, without the number
    public static String prefix(String role, String slot) {
        return PREFIX + role + "/" + slot;
    }

    @Override
    public String object() {
        return prefix(role, slot) + String.format(Locale.ROOT, "/%010d", number);
    }

    /// What the private half is wrapped under.
    public static byte[] wrapInfo(VaultNumber vault, String role, String slot) {
        return Bytes.join(Bytes.ascii("slot"), vault.toBytes(), Bytes.utf8(role + "/" + slot));
    }

    private byte[] sealInfo() {
        return Bytes.join(Bytes.ascii("slot-content"), vault.toBytes(), Bytes.utf8(object()));
    }

    /// The same slot with another key file in it.
    ///
    /// @param ephemeral 32 fresh random bytes
    public Slot holding(KeyFile file, int newNumber, Instant when, String who, byte[] ephemeral) {
        Slot empty =
                new Slot(
                        vault, role, slot, newNumber, when, who, file.id(), lock, publicKey,
                        wrapped, "");
        byte[] to = HexFormat.of().parseHex(publicKey);
        byte[] content = Sealing.seal(to, empty.sealInfo(), Bytes.utf8(file.encode()), ephemeral);
        return new Slot(
                vault,
                role,
                slot,
                newNumber,
                when,
                who,
                file.id(),
                lock,
                publicKey,
                wrapped,
                HexFormat.of().formatHex(content));
    }

    /// The text of the key file; empty if this is not the slot's private half.
    public Optional<String> open(byte[] privateKey) {
        return Sealing.open(privateKey, sealInfo(), HexFormat.of().parseHex(sealed))
                .map(text -> new String(text, java.nio.charset.StandardCharsets.UTF_8));
    }

    public byte[] encode(SigningKey owner) {
        Encoder out =
                ObjectKind.SLOT
                        .begin()
                        .raw(vault.toBytes())
                        .text(role)
                        .text(slot)
                        .u32(number)
                        .time(created)
                        .text(by)
                        .u64(holds.value());
        write(out, lock);
        out.raw(HexFormat.of().parseHex(publicKey))
                .bytes(HexFormat.of().parseHex(wrapped))
                .bytes(HexFormat.of().parseHex(sealed));
        return owner.sign(ObjectKind.SLOT, out);
    }

    private static void write(Encoder out, Lock lock) {
        switch (lock) {
            case Passphrase it ->
                    out.u8(1)
                            .raw(it.saltBytes())
                            .u32(it.memoryKib())
                            .u32(it.passes())
                            .u32(it.lanes());
            case UnlockFile it -> out.u8(2).u64(it.secret().value());
            case Kms it -> out.u8(3).text(it.service()).text(it.key());
        }
    }

    public static Slot decode(String object, byte[] content, Config config) {
        Decoder in =
                new SignedObject(ObjectKind.SLOT, object, content)
                        .verify(config.ownerKey())
                        .content();
        Slot slot =
                new Slot(
                        VaultNumber.read(in),
                        in.text(),
                        in.text(),
                        in.int32(),
                        in.time(),
                        in.text(),
                        new KeyId(in.u64()),
                        lock(in),
                        HexFormat.of().formatHex(in.raw(32)),
                        HexFormat.of().formatHex(in.bytes()),
                        HexFormat.of().formatHex(in.bytes()));
        in.end();
        if (!slot.vault.equals(config.number()) || !slot.object().equals(object)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        return slot;
    }

    private static Lock lock(Decoder in) {
        int sort = in.u8();
        try {
            return switch (sort) {
                case 1 ->
                        new Passphrase(
                                HexFormat.of().formatHex(in.raw(16)),
                                in.int32(),
                                in.int32(),
                                in.int32());
                case 2 -> new UnlockFile(new KeyId(in.u64()));
                case 3 -> new Kms(in.text(), in.text());
                default -> throw in.malformed("there is no lock " + sort);
            };
        } catch (IllegalArgumentException outOfBounds) {
            throw in.malformed(String.valueOf(outOfBounds.getMessage()));
        }
    }
}
