package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackDirectory;
import dev.muster.vault.format.PackHead;
import dev.muster.vault.format.PackKey;
import dev.muster.vault.format.PackWriter;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.repository.CheckReport.Sort;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Opens a sample of what backups consist of, as a restore would: decrypted, decompressed, and
/// compared with its id.
///
/// Every pack that the key's backups need is looked at in one copy, drawn for each: the key must
/// open it, and its directory. Of its blobs a share is drawn, and always one. What a scrub cannot
/// see comes out here: bytes that have the right hash, and open for nobody.
public final class Decoding {
    /// Directories and small pieces, never a whole pack.
    private static final int AT_ONCE = 8;

    private static final int SCALE = 1_000_000;

    private final Vault vault;
    private final CommitLog commits;
    private final Workers workers;

    Decoding(Vault vault, CommitLog commits, Workers workers) {
        this.vault = vault;
        this.commits = commits;
        this.workers = workers;
    }

    /// @param percent of the blobs of each pack, above 0 and at most 100
    /// @param seed of the draw: the same again draws the same from the same vault
    public record Order(double percent, long seed) {
        public Order {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("not a share: " + percent + " percent");
            }
        }

        private boolean draws(ObjectHash pack, int blob) {
            return Long.remainderUnsigned(drawn(pack, blob + 1), SCALE) < percent / 100 * SCALE;
        }

        private int one(ObjectHash pack, int of) {
            return (int) Long.remainderUnsigned(drawn(pack, 0), of);
        }

        private long drawn(ObjectHash pack, int what) {
            long mixed = seed * 0x9E3779B97F4A7C15L ^ pack.a() ^ what * 0xD1B54A32D192ED03L;
            mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
            mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
            return mixed ^ (mixed >>> 32);
        }
    }

    /// @param packs how many were opened
    /// @param blobs how many were decoded
    /// @param bytes of their content
    /// @param closed points that this key does not open
    public record Report(
            long seed, int packs, int blobs, ByteSize bytes, int closed, List<Problem> problems) {
        public Report {
            problems = List.copyOf(problems);
        }
    }

    public Report decode(ArchiveKey key, Order order, Scrub.Progress progress) {
        Needed needed = new Needed(key);
        vault.sources().forEach(needed::add);
        Map<Copy, Map<String, Long>> held = held();
        progress.total(needed.packs.size());
        List<Opened> opened =
                workers.together(
                        List.copyOf(needed.packs.entrySet()),
                        AT_ONCE,
                        pack -> {
                            Opened done = open(pack.getKey(), pack.getValue(), order, held);
                            progress.advance(1);
                            return done;
                        });
        List<Problem> problems = new ArrayList<>(needed.problems);
        opened.forEach(pack -> pack.problem().ifPresent(problems::add));
        return new Report(
                order.seed(),
                needed.packs.size(),
                opened.stream().mapToInt(Opened::blobs).sum(),
                new ByteSize(opened.stream().mapToLong(Opened::bytes).sum()),
                needed.closed,
                problems);
    }

    private Map<Copy, Map<String, Long>> held() {
        Map<Copy, Map<String, Long>> held = new LinkedHashMap<>();
        for (Copy copy : vault.copies().all()) {
            held.put(copy, sizes(copy));
        }
        return held;
    }

    /// Nothing of a copy that does not answer: the scrub tells of it.
    private static Map<String, Long> sizes(Copy copy) {
        try {
            Map<String, Long> sizes = new TreeMap<>();
            for (StoredObject object : copy.store().list(PackNames.PREFIX)) {
                sizes.put(object.name(), object.bytes());
            }
            return sizes;
        } catch (MusterException unreachable) {
            return Map.of();
        }
    }

    /// What opens a pack and what its ids are made with.
    private record Secrets(SourceSecrets keys, SourceSecret secret) {}

    /// The packs of all backups that the key opens.
    private final class Needed {
        private final ArchiveKey key;
        private final Map<ObjectHash, Secrets> packs = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private int closed;

        Needed(ArchiveKey key) {
            this.key = key;
        }

        void add(ComponentId source) {
            SourceSecrets keys = vault.secrets(source, key);
            commits.shown(source)
                    .values()
                    .forEach(names -> {
                        try {
                            commits.read(names).ifPresent(found -> add(keys, found));
                        } catch (MusterException unreadable) {
                            // the scrub tells of it
                            return;
                        }
                    });
        }

        private void add(SourceSecrets keys, VerifiedCommit found) {
            try {
                Vault.requireOpens(found.commit(), keys, key);
                Secrets secrets = new Secrets(keys, keys.of(found.signer()));
                for (Commit.PackSize pack : found.commit().packs()) {
                    packs.putIfAbsent(pack.pack(), secrets);
                }
            } catch (MusterException notForThisKey) {
                if (!notForThisKey.code().equals(VaultErrors.WRONG_KEY)) {
                    throw notForThisKey;
                }
                closed++;
            }
        }
    }

    private record Opened(int blobs, long bytes, Optional<Problem> problem) {}

    private Opened open(
            ObjectHash pack, Secrets secrets, Order order, Map<Copy, Map<String, Long>> held) {
        String name = PackNames.of(pack);
        List<Copy> holding =
                held.entrySet().stream()
                        .filter(copy -> copy.getValue().containsKey(name))
                        .map(Map.Entry::getKey)
                        .toList();
        if (holding.isEmpty()) {
            // the scrub tells of it
            return new Opened(0, 0, Optional.empty());
        }
        Copy copy = holding.get(order.one(pack, holding.size()));
        try {
            long size = held.getOrDefault(copy, Map.of()).getOrDefault(name, 0L);
            return open(copy, pack, Math.toIntExact(size), secrets, order);
        } catch (MusterException e) {
            return new Opened(0, 0, Optional.of(problem(copy, name, e)));
        }
    }

    private static Problem problem(Copy copy, String name, MusterException e) {
        return new Problem(copy.region(), Sort.DAMAGED, name, String.valueOf(e.getMessage()));
    }

    private static Opened open(Copy copy, ObjectHash pack, int size, Secrets secrets, Order order) {
        String name = PackNames.of(pack);
        PackKey key =
                PackHead.decode(name, read(copy, name, 0, PackHead.LIMIT))
                        .open(secrets.keys().keys())
                        .orElseThrow(() -> wrong(name, "does not open with this key"));
        List<PackWriter.Entry> entries = directory(copy, name, key, size);
        int blobs = 0;
        long bytes = 0;
        int always = entries.isEmpty() ? -1 : order.one(pack, entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (i == always || order.draws(pack, i)) {
                bytes += decode(copy, pack, key, entries.get(i), secrets.secret());
                blobs++;
            }
        }
        return new Opened(blobs, bytes, Optional.empty());
    }

    private static List<PackWriter.Entry> directory(Copy copy, String name, PackKey key, int size) {
        byte[] last =
                read(copy, name, Math.max(0, size - PackDirectory.LENGTH), PackDirectory.LENGTH);
        int stored = PackDirectory.stored(last);
        if (stored > size - PackDirectory.LENGTH) {
            throw wrong(name, "has no readable directory");
        }
        int from = size - PackDirectory.LENGTH - stored;
        byte[] tail = read(copy, name, from, stored);
        return PackDirectory.open(key, from, tail)
                .orElseThrow(() -> wrong(name, "has no readable directory"));
    }

    private static long decode(
            Copy copy, ObjectHash pack, PackKey key, PackWriter.Entry entry, SourceSecret secret) {
        BlobRef ref = new BlobRef(entry.id(), pack, entry.offset(), entry.stored(), entry.raw());
        String name = PackNames.of(pack);
        byte[] sealed = read(copy, name, ref.offset(), ref.stored());
        Optional<byte[]> plain =
                sealed.length == ref.stored()
                        ? key.open(secret, entry.type(), ref, sealed, 0)
                        : Optional.empty();
        return plain.orElseThrow(() ->
                        wrong(name, "holds blob " + ref.id() + ", which is not what was stored"))
                .length;
    }

    private static byte[] read(Copy copy, String name, long from, int length) {
        return copy.store()
                .range(name, from, length)
                .orElseThrow(() -> VaultErrors.MISSING.error(name + " is gone", ""));
    }

    private static MusterException wrong(String name, String why) {
        return VaultErrors.DAMAGED.error(name + " " + why, "");
    }
}
