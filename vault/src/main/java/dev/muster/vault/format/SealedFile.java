package dev.muster.vault.format;

import java.time.Instant;
import java.util.Optional;

/// A small content that somebody with a certified key keeps in the vault: a secret for recoveries,
/// a version of the strategy, a runbook.
///
/// @param kind [ObjectKind#SECRET] or [ObjectKind#DOCUMENT]
/// @param object its name in the vault, which it carries so that it cannot be offered as another
/// @param by who kept it, for people
/// @param title what can be told of it without a key; nothing of a secret
/// @param content empty where this ends what came before
public record SealedFile(
        ObjectKind kind,
        VaultNumber vault,
        String object,
        Instant created,
        String by,
        String title,
        Optional<Envelope> content) {
    public SealedFile {
        if (kind != ObjectKind.SECRET && kind != ObjectKind.DOCUMENT) {
            throw new IllegalArgumentException("not a sealed file: " + kind);
        }
    }

    /// What the content is sealed under.
    public static byte[] info(VaultNumber vault, String object) {
        return Bytes.join(Bytes.ascii("file"), vault.toBytes(), Bytes.utf8(object));
    }

    /// Empty if it has none, or if none of the keys opens it.
    public Optional<byte[]> open(PrivateKeys keys) {
        return content.flatMap(it -> it.open(keys, info(vault, object)));
    }

    public byte[] encode(SigningKey signer) {
        Encoder out =
                kind.begin()
                        .raw(vault.toBytes())
                        .text(object)
                        .time(created)
                        .text(by)
                        .text(title)
                        .u8(content.isPresent() ? 1 : 0);
        content.ifPresent(it -> it.write(out));
        return signer.sign(kind, out);
    }

    /// Reads one whose signature was verified.
    public static SealedFile decode(
            ObjectKind kind, String object, SignedObject signed, VaultNumber vault) {
        Decoder in = signed.content();
        SealedFile file =
                new SealedFile(
                        kind,
                        VaultNumber.read(in),
                        in.text(),
                        in.time(),
                        in.text(),
                        in.text(),
                        in.u8() == 1 ? Optional.of(Envelope.read(in)) : Optional.empty());
        in.end();
        if (!file.vault.equals(vault) || !file.object.equals(object)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        return file;
    }
}
