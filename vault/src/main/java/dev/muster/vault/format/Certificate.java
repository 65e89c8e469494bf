package dev.muster.vault.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An object below `keys/`: the owner's word that a key counts for a role.
///
/// @param number which of its role and name this is, from 1; the first archive and secrets keys
///   stand in `config`
/// @param by who made it, for people
/// @param publicKey the key, 64 hex digits: Ed25519 where the role signs, X25519 where it opens
/// @param exposed whether the key before it was stolen
/// @param sources whose backups a drill may read
/// @param grants secrets that others need, each sealed
public record Certificate(
        VaultNumber vault,
        Role role,
        String name,
        int number,
        Instant created,
        String by,
        String publicKey,
        boolean exposed,
        List<String> sources,
        List<Grant> grants)
        implements KeyObject {
    private static final int SOURCE_LIMIT = 1000;

    public Certificate {
        sources = List.copyOf(sources);
        grants = List.copyOf(grants);
    }

    /// Who may be certified.
    public enum Role {
        SOURCE(1),
        CONTROLLER(2),
        ARCHIVE(3),
        DRILL(4),
        SECRETS(5),
        MAINTAINER(6);

        private final int code;

        Role(int code) {
            this.code = code;
        }

        public String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final String KEYS = "keys/";

    public static String prefix(Role role, String name) {
        return KEYS + role.folder() + "/" + name + "/";
    }

    public static String object(Role role, String name, KeyId id) {
        return prefix(role, name) + id;
    }

    @Override
    public String object() {
        return object(role, name, id());
    }

    public byte[] key() {
        return HexFormat.of().parseHex(publicKey);
    }

    public KeyId id() {
        return KeyId.of(key());
    }

    /// What is granted of one key.
    public List<SealedKey> grants(KeyId what) {
        return grants.stream().filter(it -> it.what().equals(what)).map(Grant::to).toList();
    }

    /// The key that came before this one, which this one opens.
    public Optional<KeyId> before() {
        return grants.stream().map(Grant::what).filter(what -> !what.equals(id())).findFirst();
    }

    /// What a secret of a source is sealed under.
    public static byte[] secretInfo(VaultNumber vault, String source) {
        return Bytes.join(Bytes.ascii("source-key"), vault.toBytes(), Bytes.utf8(source));
    }

    /// What a private key is sealed under for the one that comes after it.
    public static byte[] beforeInfo(VaultNumber vault, Role role) {
        return Bytes.join(Bytes.ascii("before"), vault.toBytes(), Bytes.utf8(role.folder()));
    }

    public byte[] encode(SigningKey owner) {
        Encoder out =
                ObjectKind.KEY
                        .begin()
                        .raw(vault.toBytes())
                        .u8(role.code)
                        .text(name)
                        .u32(number)
                        .time(created)
                        .text(by)
                        .raw(key())
                        .u8(exposed ? 1 : 0)
                        .varint(sources.size());
        sources.forEach(out::text);
        out.varint(grants.size());
        grants.forEach(grant -> grant.write(out));
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
                        in.int32(),
                        in.time(),
                        in.text(),
                        HexFormat.of().formatHex(in.raw(32)),
                        in.u8() == 1,
                        sources(in),
                        grants(in));
        in.end();
        if (!certificate.vault.equals(config.number()) || !certificate.object().equals(object)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        return certificate;
    }

    private static Role role(Decoder in) {
        int code = in.u8();
        for (Role role : Role.values()) {
            if (role.code == code) {
                return role;
            }
        }
        throw in.malformed("there is no role " + code);
    }

    private static List<String> sources(Decoder in) {
        List<String> sources = new ArrayList<>();
        for (int left = in.upTo(SOURCE_LIMIT); left > 0; left--) {
            sources.add(in.text());
        }
        return sources;
    }

    private static List<Grant> grants(Decoder in) {
        List<Grant> grants = new ArrayList<>();
        for (int left = in.count(8 + SealedKey.LENGTH); left > 0; left--) {
            grants.add(Grant.read(in));
        }
        return grants;
    }
}
