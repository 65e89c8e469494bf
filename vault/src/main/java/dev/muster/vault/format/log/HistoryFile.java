package dev.muster.vault.format.log;

import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.vault.format.Bytes;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.Envelope;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.VaultNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// A small file that tells how lines are related, such as a timeline history.
///
/// @param sealed the content, for each who may read it
public record HistoryFile(
        VaultNumber vault, ComponentId source, String name, Instant kept, Envelope sealed) {
    /// What the content is sealed under.
    public static byte[] sealInfo(VaultNumber vault, String name) {
        return Bytes.join(
                Bytes.ascii("history"), vault.toBytes(), name.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty if none of the keys opens it.
    public Optional<byte[]> content(PrivateKeys keys) {
        return sealed.open(keys, sealInfo(vault, name));
    }

    public byte[] encode(SigningKey key) {
        Encoder out =
                ObjectKind.HISTORY
                        .begin()
                        .raw(vault.toBytes())
                        .text(source.value())
                        .text(name)
                        .time(kept);
        sealed.write(out);
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
                        vault, new ComponentId(source), in.text(), in.time(), Envelope.read(in));
        in.end();
        return file;
    }
}
