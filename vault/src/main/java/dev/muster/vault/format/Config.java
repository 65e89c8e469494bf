package dev.muster.vault.format;

import java.time.Instant;
import java.util.HexFormat;

/// The object `config`: which vault this is, and whose keys count in it.
///
/// @param owner the Ed25519 public key that certifies all others, 64 hex digits
/// @param archive the first X25519 public key that content is sealed to, 64 hex digits
/// @param secrets the first X25519 public key that sealed secrets are sealed to, 64 hex digits
public record Config(
        VaultNumber number,
        String name,
        Instant created,
        String owner,
        String archive,
        String secrets) {
    public static final String OBJECT = "config";

    public byte[] encode(SigningKey ownerKey) {
        Encoder out =
                ObjectKind.CONFIG
                        .begin()
                        .raw(number.toBytes())
                        .text(name)
                        .time(created)
                        .raw(ownerKey())
                        .raw(archiveKey())
                        .raw(HexFormat.of().parseHex(secrets));
        return ownerKey.sign(ObjectKind.CONFIG, out);
    }

    public static Config decode(byte[] object) {
        // the header first, so that another format is named as such whatever follows it
        ObjectKind.CONFIG.read(OBJECT, object);
        SignedObject signed = new SignedObject(ObjectKind.CONFIG, OBJECT, object);
        Decoder in = signed.content();
        Config config =
                new Config(
                        VaultNumber.read(in),
                        in.text(),
                        in.time(),
                        HexFormat.of().formatHex(in.raw(32)),
                        HexFormat.of().formatHex(in.raw(32)),
                        HexFormat.of().formatHex(in.raw(32)));
        in.end();
        signed.verify(config.ownerKey());
        return config;
    }

    public byte[] ownerKey() {
        return HexFormat.of().parseHex(owner);
    }

    public byte[] archiveKey() {
        return HexFormat.of().parseHex(archive);
    }
}
