package dev.muster.vault.log;

import dev.muster.model.MusterException;
import dev.muster.posix.PrivateFile;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The ends of finished segments that this machine read and verified before: they never change, and
/// there are thousands in a year. Many threads and processes; the last to save wins.
///
/// Each stands with a tag that only a holder of the source's secret can make, so that whoever can
/// write to the file can at most make it useless. Deleting it at any time only costs reading again.
final class FootCache {
    private static final String FORMAT = "muster feet 1";
    private static final long LARGEST = 256L << 20;

    /// Fewer new ones are cheaper read again than saved.
    private static final int WORTH = 16;

    private final Optional<Path> file;
    private final Map<String, Kept> known;
    private final Map<String, Kept> fresh = new ConcurrentHashMap<>();

    private FootCache(Optional<Path> file, Map<String, Kept> known) {
        this.file = file;
        this.known = known;
    }

    /// What is kept of a segment; nothing changes it.
    static final class Kept {
        private final long bytes;
        private final byte[] foot;
        private final byte[] tag;

        /// @param bytes of the segment
        /// @param foot its end
        /// @param tag by the source's secret
        Kept(long bytes, byte[] foot, byte[] tag) {
            this.bytes = bytes;
            this.foot = foot;
            this.tag = tag;
        }

        byte[] foot() {
            return foot;
        }

        byte[] tag() {
            return tag;
        }
    }

    /// @param file where they are kept, if anywhere
    static FootCache open(Optional<Path> file) {
        return new FootCache(file, file.map(FootCache::read).orElse(Map.of()));
    }

    private static Map<String, Kept> read(Path file) {
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

    private static Map<String, Kept> read(Decoder in) {
        int count = in.count(1);
        Map<String, Kept> kept = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            kept.put(in.text(), new Kept(in.u64(), in.bytes(), in.bytes()));
        }
        in.end();
        return kept;
    }

    Optional<Kept> find(String segment, long bytes) {
        return Optional.ofNullable(known.get(segment)).filter(kept -> kept.bytes == bytes);
    }

    void keep(String segment, Kept kept) {
        fresh.put(segment, kept);
    }

    /// Saves what is new, and forgets what is not among the given ones any more.
    void save(Collection<String> segments) {
        if (file.isEmpty() || fresh.size() < WORTH) {
            return;
        }
        Map<String, Kept> all = new HashMap<>(known);
        all.putAll(fresh);
        all.keySet().retainAll(Set.copyOf(segments));
        try {
            write(file.get(), all);
        } catch (IOException noRoom) {
            // a cache that cannot be written is one that stays as it was
            return;
        }
    }

    private static void write(Path file, Map<String, Kept> all) throws IOException {
        Encoder out = new Encoder().text(FORMAT).varint(all.size());
        all.forEach(
                (name, kept) -> out.text(name).u64(kept.bytes).bytes(kept.foot).bytes(kept.tag));
        PrivateFile.replace(file, out.toBytes());
    }
}
