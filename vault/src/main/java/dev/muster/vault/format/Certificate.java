package dev.muster.vault.format;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/// An object below `keys/`: the owner's word that a key may sign for a role.
///
/// @param publicKey the Ed25519 key, 64 hex digits
/// @param sealed a source's secret, sealed to the archive key; empty for a controller
public record Certificate(
        VaultNumber number,
        Role role,
        String name,
        Instant created,
        String publicKey,
        String sealed) {
    /// Who may be certified.
    public enum Role {
        SOURCE(1),
        CONTROLLER(2);

        private final int number;

        Role(int number) {
            this.number = number;
        }

        String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static String prefix(Role role, String name) {
        return "keys/" + role.folder() + "/" + name + "/";
    }

    public static String object(Role role, String name, KeyId id) {
        return prefix(role, name) + id;
    }

    public String object() {
        return object(role, name, KeyId.of(key()));
    }

    public byte[] key() {
        return HexFormat.of().parseHex(publicKey);
    }

    public byte[] sealedSecret() {
        return HexFormat.of().parseHex(sealed);
    }

    /// What a source's secret is sealed under.
    public static byte[] sealInfo(VaultNumber number, String source) {
        return Bytes.join(Bytes.ascii("source-key"), number.toBytes(), Bytes.utf8(source));
    }

    public byte[] encode(SigningKey owner) {
        Encoder out =
                ObjectKind.KEY
                        .begin()
                        .raw(number.toBytes())
                        .u8(role.number)
                        .text(name)
                        .time(created)
                        .raw(key())
                        .bytes(sealedSecret());
        return owner.sign(ObjectKind.KEY, out);
    }

    /// @param object the name that the certificate was found under
    public static Certificate decode(String object, byte[] content, Config config) {
        Decoder in =
                new SignedObject(ObjectKind.KEY, object, content)
                        .verify(config.ownerKey())
                        .content();
        Certificate certificate =
                new Certificate(
                        VaultNumber.read(in),
                        role(in),
                        in.text(),
                        in.time(),
                        HexFormat.of().formatHex(in.raw(32)),
                        HexFormat.of().formatHex(in.bytes()));
        in.end();
        if (!certificate.number.equals(config.number()) || !certificate.object().equals(object)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        return certificate;
    }

    private static Role role(Decoder in) {
        int number = in.u8();
        for (Role role : Role.values()) {
            if (role.number == number) {
                return role;
            }
        }
        throw in.malformed("there is no role " + number);
    }
}
