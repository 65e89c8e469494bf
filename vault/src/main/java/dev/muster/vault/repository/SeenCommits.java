package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.posix.PrivateFile;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.SourceSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The commits whose source's signature this machine verified before: there are hundreds in a year,
/// and each is signed once. Many threads and processes; the last to save wins.
///
/// Each stands with a tag that only a holder of the source's secret can make, so that whoever can
/// write to the file can at most make it useless. It speaks for the source's signature alone:
/// whether the signer still counts, and a maintainer's signature around it, are looked at each
/// time. Deleting it at any time only costs verifying again.
final class SeenCommits {
    private static final String FORMAT = "muster commits 1";
    private static final long LARGEST = 64L << 20;

    /// Fewer new ones are cheaper verified again than saved.
    private static final int WORTH = 16;

    private final Path file;
    private final SourceSecrets secrets;
    private final Map<ObjectHash, byte[]> known;
    private final Map<ObjectHash, byte[]> met = new ConcurrentHashMap<>();

    private SeenCommits(Path file, SourceSecrets secrets, Map<ObjectHash, byte[]> known) {
        this.file = file;
        this.secrets = secrets;
        this.known = known;
    }

    static SeenCommits open(Path file, SourceSecrets secrets) {
        return new SeenCommits(file, secrets, read(file));
    }

    private static Map<ObjectHash, byte[]> read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return Map.of();
            }
            Decoder in = new Decoder(file.toString(), Files.readAllBytes(file));
            return in.text().equals(FORMAT) ? read(in) : Map.of();
        } catch (IOException | MusterException unusable) {
            // a cache that cannot be read is one that is empty
            return Map.of();
        }
    }

    private static Map<ObjectHash, byte[]> read(Decoder in) {
        int count = in.count(1);
        Map<ObjectHash, byte[]> kept = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            kept.put(in.hash(), in.bytes());
        }
        in.end();
        return kept;
    }

    /// Whether this machine found this very record to be signed by that key of the source.
    boolean has(ObjectHash record, KeyId signer) {
        byte[] tag = known.get(record);
        if (tag == null) {
            return false;
        }
        boolean ours =
                secret(signer)
                        .filter(secret -> MessageDigest.isEqual(secret.commitTag(record), tag))
                        .isPresent();
        if (ours) {
            met.put(record, tag);
        }
        return ours;
    }

    /// A record that was verified now.
    void keep(ObjectHash record, KeyId signer) {
        secret(signer).ifPresent(secret -> met.put(record, secret.commitTag(record)));
    }

    private Optional<SourceSecret> secret(KeyId signer) {
        try {
            return Optional.of(secrets.of(signer));
        } catch (MusterException closed) {
            // who cannot open the secret verifies each time
            return Optional.empty();
        }
    }

    /// Saves what is new, and forgets what was not met this time.
    void save() {
        long fresh = met.keySet().stream().filter(record -> !known.containsKey(record)).count();
        if (fresh < WORTH) {
            return;
        }
        try {
            write();
        } catch (IOException noRoom) {
            // a cache that cannot be written is one that stays as it was
            return;
        }
    }

    private void write() throws IOException {
        Map<ObjectHash, byte[]> all = Map.copyOf(met);
        Encoder out = new Encoder().text(FORMAT).varint(all.size());
        all.forEach((record, tag) -> out.hash(record).bytes(tag));
        PrivateFile.replace(file, out.toBytes());
    }
}
