package dev.muster.vault.format.log;

import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.vault.format.Bytes;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.VaultNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/// A small file that tells how lines are related, such as a timeline history.
///
/// @param sealed the content, sealed to the archive key, hex
public record HistoryFile(
        VaultNumber vault, ComponentId source, String name, Instant kept, String sealed) {
    /// What the content is sealed under.
    public static byte[] sealInfo(VaultNumber vault, String name) {
        return Bytes.join(
                Bytes.ascii("history"), vault.toBytes(), name.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] sealedContent() {
        return HexFormat.of().parseHex(sealed);
    }

    public byte[] encode(SigningKey key) {
        Encoder out =
                ObjectKind.HISTORY
                        .begin()
                        .raw(vault.toBytes())
                        .text(source.value())
                        .text(name)
                        .time(kept)
                        .bytes(sealedContent());
        return key.sign(ObjectKind.HISTORY, out);
    }

    /// Reads one whose signature was verified.
    public static HistoryFile decode(SignedObject signed) {
        Decoder in = signed.content();
        VaultNumber vault = VaultNumber.read(in);
        String source = in.text();
        if (!Names.isLabel(source)) {
            throw in.malformed("it names a source '" + source + "'");
        }
        HistoryFile file =
                new HistoryFile(
                        vault,
                        new ComponentId(source),
                        in.text(),
                        in.time(),
                        HexFormat.of().formatHex(in.bytes()));
        in.end();
        return file;
    }
}
