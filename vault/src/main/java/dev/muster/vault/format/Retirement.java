package dev.muster.vault.format;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/// `keys/removed/...`: the owner's word that a key or a slot counts no more.
///
/// @param what the name of the certificate, or of the slot without its number
/// @param by who removed it, for people
/// @param kept marks of what the key had signed and still counts, 32 hex digits each
public record Retirement(VaultNumber vault, String what, Instant at, String by, Set<String> kept)
        implements KeyObject {
    public static final String PREFIX = "keys/removed/";
    private static final int MARK = 16;

    public Retirement {
        kept = new LinkedHashSet<>(kept);
    }

    /// @param what the name of what is removed
    public static String object(String what) {
        return PREFIX + what.substring(Certificate.KEYS.length());
    }

    @Override
    public String object() {
        return object(what);
    }

    /// What a signed object is told by. Whoever has a stolen key can sign another object for the
    /// same name, but not with the same signature.
    public static String mark(byte[] signature) {
        byte[] hash = ObjectHash.of(signature).toBytes();
        return HexFormat.of().formatHex(Arrays.copyOf(hash, MARK));
    }

    public byte[] encode(SigningKey owner) {
        Encoder out =
                ObjectKind.RETIREMENT
                        .begin()
                        .raw(vault.toBytes())
                        .text(what)
                        .time(at)
                        .text(by)
                        .varint(kept.size());
        kept.stream().sorted().forEach(mark -> out.raw(HexFormat.of().parseHex(mark)));
        return owner.sign(ObjectKind.RETIREMENT, out);
    }

    public static Retirement decode(String object, byte[] content, Config config) {
        Decoder in =
                new SignedObject(ObjectKind.RETIREMENT, object, content)
                        .verify(config.ownerKey())
                        .content();
        VaultNumber vault = VaultNumber.read(in);
        String what = in.text();
        if (!what.startsWith(Certificate.KEYS)) {
            throw in.malformed("it removes no key");
        }
        Retirement retirement = new Retirement(vault, what, in.time(), in.text(), marks(in));
        in.end();
        if (!vault.equals(config.number()) || !retirement.object().equals(object)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        return retirement;
    }

    private static Set<String> marks(Decoder in) {
        Set<String> marks = new LinkedHashSet<>();
        for (int left = in.count(MARK); left > 0; left--) {
            marks.add(HexFormat.of().formatHex(in.raw(MARK)));
        }
        return marks;
    }
}
