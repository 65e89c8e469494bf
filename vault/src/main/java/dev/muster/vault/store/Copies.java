package dev.muster.vault.store;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// All copies of a vault as one. Safe for many threads.
///
/// Writes go to the copies in parallel; reads go to the first copy that holds the object whole, and
/// mend the ones before it that held it damaged.
public final class Copies {
    private final List<Copy> writing;
    private final List<Copy> reading;
    private final Executor executor;
    private final ConcurrentLinkedQueue<Mended> mended;

    /// A damaged object was replaced by a whole one; the damaged one lies below `corrupt/`.
    public record Mended(RegionId region, String name) {}

    private Copies(
            List<Copy> writing,
            List<Copy> reading,
            Executor executor,
            ConcurrentLinkedQueue<Mended> mended) {
        this.writing = writing;
        this.reading = reading;
        this.executor = executor;
        this.mended = mended;
    }

    /// @param copies in the vault's order; the first required one decides about names
    /// @param config what each copy must hold as `config`
    /// @param executor runs writes to further copies
    public static Copies of(List<Copy> copies, byte[] config, Executor executor) {
        Set<RegionId> regions = new HashSet<>();
        List<Copy> attached = new ArrayList<>();
        for (Copy copy : copies) {
            if (!regions.add(copy.region())) {
                throw new IllegalArgumentException("two copies in region " + copy.region());
            }
            attached.add(new Copy(copy.region(), new AttachedStore(copy.store(), config)));
        }
        return new Copies(attached, attached, executor, new ConcurrentLinkedQueue<>());
    }

    /// The same copies, where reads try this region's first.
    public Copies reading(RegionId first) {
        List<Copy> order = new ArrayList<>(writing);
        order.sort((one, other) ->
                Boolean.compare(other.region().equals(first), one.region().equals(first)));
        return new Copies(writing, order, executor, mended);
    }

    public List<Copy> all() {
        return writing;
    }

    /// The copies in the order in which reads try them.
    public List<Copy> inReadingOrder() {
        return reading;
    }

    public Copy in(RegionId region) {
        return writing.stream()
                .filter(copy -> copy.region().equals(region))
                .findFirst()
                .orElseThrow(() ->
                        VaultErrors.UNREACHABLE.error(
                                "the vault has no copy in region " + region,
                                "name a copy in region " + region + " in the strategy"));
    }

    /// What was mended since the vault was opened.
    public List<Mended> mended() {
        return List.copyOf(mended);
    }

    /// Puts an object into the given copies. A name that is taken counts as done if the bytes are
    /// the same.
    public Outcomes put(String name, ByteBuffer content, Collection<RegionId> to) {
        return each(to, copy -> putSame(copy, name, content));
    }

    public Outcomes put(String name, byte[] content) {
        return put(name, ByteBuffer.wrap(content), writing.stream().map(Copy::region).toList());
    }

    private static Optional<MusterException> putSame(Copy copy, String name, ByteBuffer content) {
        if (copy.store().putIfAbsent(name, content.duplicate()) == VaultStore.Put.STORED
                || isNamedByContent(name)) {
            return Optional.empty();
        }
        byte[] wanted = new byte[content.remaining()];
        content.duplicate().get(wanted);
        boolean same = copy.store().get(name).filter(b -> Arrays.equals(b, wanted)).isPresent();
        return same
                ? Optional.empty()
                : Optional.of(
                        VaultErrors.DIFFERS.error(
                                copy + " holds another " + name,
                                "write with a higher epoch; `muster vault check` shows both"));
    }

    /// Whether equal names mean equal content.
    public static boolean isNamedByContent(String name) {
        return name.startsWith("packs/")
                || name.startsWith("index/")
                || name.startsWith("histories/");
    }

    private Outcomes each(Collection<RegionId> to, Function<Copy, Optional<MusterException>> work) {
        Map<RegionId, CompletableFuture<Optional<MusterException>>> running = new LinkedHashMap<>();
        List<Copy> targets = writing.stream().filter(copy -> to.contains(copy.region())).toList();
        for (Copy copy : targets) {
            boolean last = copy.equals(targets.getLast());
            running.put(
                    copy.region(),
                    CompletableFuture.supplyAsync(
                            () -> attempt(copy, work), last ? Runnable::run : executor));
        }
        Set<RegionId> took = new LinkedHashSet<>();
        Map<RegionId, MusterException> failed = new LinkedHashMap<>();
        running.forEach((region, outcome) ->
                outcome.join()
                        .ifPresentOrElse(why -> failed.put(region, why), () -> took.add(region)));
        return new Outcomes(took, failed);
    }

    private static Optional<MusterException> attempt(
            Copy copy, Function<Copy, Optional<MusterException>> work) {
        try {
            return work.apply(copy);
        } catch (MusterException e) {
            return Optional.of(e);
        }
    }

    /// The whole object from the first copy that has it whole; empty if no copy that answers has
    /// it.
    ///
    /// @throws MusterException if it is damaged wherever it is, or if no copy answers
    public Optional<byte[]> read(String name, ObjectCheck check) {
        List<Copy> damaged = new ArrayList<>();
        Faults faults = new Faults(name);
        for (Copy copy : reading) {
            Optional<byte[]> found = faults.attempt(copy, () -> copy.store().get(name));
            if (found.isEmpty()) {
                continue;
            }
            try {
                check.check(name, found.get());
            } catch (MusterException e) {
                faults.damaged(e);
                damaged.add(copy);
                continue;
            }
            if (!name.startsWith("commits/")) {
                // a commit counts by the session that put it: only a repair puts one again
                damaged.forEach(copyToMend -> mend(copyToMend, name, found.get(), check));
            }
            return found;
        }
        faults.raise();
        return Optional.empty();
    }

    /// Replaces a damaged object, unless somebody did meanwhile.
    public void mend(Copy copy, String name, byte[] whole, ObjectCheck check) {
        try {
            Optional<byte[]> now = copy.store().get(name);
            if (now.isPresent() && isWhole(name, now.get(), check)) {
                return;
            }
            copy.store().setAside(name);
            copy.store().putIfAbsent(name, whole);
            mended.add(new Mended(copy.region(), name));
        } catch (MusterException e) {
            // the reader has what it came for; the copy stays damaged, and check says so
            return;
        }
    }

    /// Puts the vault's `config` again into a copy that lost it or holds it damaged.
    ///
    /// @return whether the copy answers now; a place that holds nothing else is no copy, but
    ///   perhaps a disk that is not mounted
    public boolean mendConfig(Copy copy) {
        try {
            return copy.store() instanceof AttachedStore attached && attached.mendConfig();
        } catch (MusterException unreachable) {
            return false;
        }
    }

    public static boolean isWhole(String name, byte[] content, ObjectCheck check) {
        try {
            check.check(name, content);
            return true;
        } catch (MusterException e) {
            return false;
        }
    }

    /// A part of an object from the first copy that has the object; not checked.
    public Optional<byte[]> range(String name, long offset, int length) {
        Faults faults = new Faults(name);
        for (Copy copy : reading) {
            Optional<byte[]> found =
                    faults.attempt(copy, () -> copy.store().range(name, offset, length));
            if (found.isPresent()) {
                return found;
            }
        }
        faults.raise();
        return Optional.empty();
    }

    /// The object as a mapped file, from the first copy that answers and has one; not checked.
    public Optional<ByteBuffer> view(String name) {
        Faults silent = new Faults(name);
        for (Copy copy : reading) {
            Optional<ByteBuffer> found = silent.attempt(copy, () -> copy.store().view(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// All names in any copy that answers, each with its size in the first of them.
    public List<StoredObject> list(String prefix) {
        Map<String, StoredObject> all = new TreeMap<>();
        Faults faults = new Faults(prefix);
        for (Copy copy : reading) {
            faults.attempt(copy, () -> Optional.of(copy.store().list(prefix)))
                    .ifPresent(found ->
                            found.forEach(object -> all.putIfAbsent(object.name(), object)));
        }
        faults.raise();
        return List.copyOf(all.values());
    }
}
