package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.Names;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore.Put;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/// The records of runs: how they began, what is done, who may act. Small, signed, and written once.
///
/// Their home is one copy: what it took counts, and it alone grants epochs. The other copies get
/// each record afterwards, as far as they answer; what they miss is owed. Safe for many threads and
/// many processes.
public final class RunRecords {
    private static final String PREFIX = "runs/";

    private final VaultNumber vault;
    private final Copies copies;
    private final Copy home;
    private final Trust trust;
    private final ControllerKey key;
    private final Executor others;
    private final Randomness randomness;

    RunRecords(
            VaultNumber vault,
            Copies copies,
            RegionId home,
            Trust trust,
            ControllerKey key,
            Executor others,
            Randomness randomness) {
        this.vault = vault;
        this.copies = copies.reading(home);
        this.home = copies.in(home);
        this.trust = trust;
        this.key = key;
        this.others = others;
        this.randomness = randomness;
    }

    /// All runs that the home knows, in the order of their names.
    public List<RunId> runs() {
        TreeSet<RunId> runs = new TreeSet<>();
        for (StoredObject object : home.store().list(PREFIX)) {
            String name = Trust.part(object.name(), 1);
            if (Names.isLabel(name)) {
                runs.add(new RunId(name));
            }
        }
        return List.copyOf(runs);
    }

    /// What the record of that name holds at home; empty if there is none.
    ///
    /// @param name of small letters, digits, hyphens and slashes, such as `receipts/shop-deploy`
    /// @throws MusterException if it is damaged in all copies, or not signed by a certified
    ///   controller
    public Optional<byte[]> get(RunId run, String name) {
        String object = object(run, name);
        Optional<byte[]> found = home.store().get(object);
        return found.isEmpty() ? Optional.empty() : Optional.of(content(object, found.get()));
    }

    /// Keeps a record, unless there is one. Durable at home when it returns.
    ///
    /// @return what is kept there now: the argument, or what was there before
    public byte[] putIfAbsent(RunId run, String name, byte[] content) {
        return put(object(run, name), content);
    }

    /// Grants the next epoch of a run: no two callers get the same.
    public Epoch claim(RunId run) {
        while (true) {
            Epoch next = currentEpoch(run).map(Epoch::next).orElse(Epoch.FIRST);
            byte[] mine = randomness.bytes(16);
            byte[] kept = put(object(run, epochName(next)), mine);
            if (Arrays.equals(kept, mine)) {
                return next;
            }
        }
    }

    /// The highest epoch that was granted.
    public Optional<Epoch> currentEpoch(RunId run) {
        String prefix = PREFIX + run + "/epochs/";
        return home.store().list(prefix).stream()
                .map(object -> object.name().substring(prefix.length()))
                .filter(name -> name.matches("[0-9]{10}"))
                .map(name -> new Epoch(Long.parseLong(name)))
                .max(Epoch::compareTo);
    }

    private static String epochName(Epoch epoch) {
        return String.format(Locale.ROOT, "epochs/%010d", epoch.number());
    }

    private byte[] put(String object, byte[] content) {
        byte[] signed = sign(object, content);
        if (home.store().putIfAbsent(object, ByteBuffer.wrap(signed)) == Put.STORED) {
            others.execute(() -> offer(object, signed));
            return content;
        }
        byte[] there =
                home.store()
                        .get(object)
                        .orElseThrow(() -> VaultErrors.DAMAGED.error(home + " lost " + object, ""));
        return content(object, there);
    }

    /// Whoever does not take it is owed it, and gets it when copies catch up.
    private void offer(String object, byte[] signed) {
        copies.put(
                object,
                ByteBuffer.wrap(signed),
                copies.all().stream()
                        .map(Copy::region)
                        .filter(region -> !region.equals(home.region()))
                        .toList());
    }

    private byte[] sign(String object, byte[] content) {
        Encoder out = ObjectKind.RECORD.begin().raw(vault.toBytes()).text(object).bytes(content);
        return key.signing().sign(ObjectKind.RECORD, out);
    }

    /// The record's content; a damaged one is mended from another copy.
    private byte[] content(String object, byte[] signed) {
        try {
            return trust.record(object, signed);
        } catch (MusterException damaged) {
            return copies.read(object, trust)
                    .map(whole -> trust.record(object, whole))
                    .orElseThrow(() -> damaged);
        }
    }

    private static String object(RunId run, String name) {
        if (!name.matches("[a-z0-9-]+(/[a-z0-9-]+)*")) {
            throw new IllegalArgumentException("not a record's name: " + name);
        }
        return PREFIX + run + "/" + name;
    }
}
