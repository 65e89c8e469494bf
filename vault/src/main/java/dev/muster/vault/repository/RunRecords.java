package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.model.Names;
import dev.muster.model.RunId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The records of runs: how they began, what is done, who may act. Small, signed, and written once.
///
/// Their home is one copy: what it took counts, and it alone grants epochs. The other copies get
/// each record afterwards, as far as they answer; what they miss is owed. Safe for many threads and
/// many processes.
public final class RunRecords {
    private static final String PREFIX = "runs/";

    private final RecordShelf shelf;
    private final Randomness randomness;
    private final Map<RunId, Epoch> highest = new ConcurrentHashMap<>();

    RunRecords(RecordShelf shelf, Randomness randomness) {
        this.shelf = shelf;
        this.randomness = randomness;
    }

    /// All runs that the home knows, in the order of their names.
    public List<RunId> runs() {
        TreeSet<RunId> runs = new TreeSet<>();
        for (String object : shelf.names(PREFIX)) {
            String name = Trust.part(object, 1);
            if (Names.isLabel(name)) {
                runs.add(new RunId(name));
            }
        }
        return List.copyOf(runs);
    }

    /// What the record of that name holds at home; empty if there is none.
    ///
    /// @param name of small letters, digits, hyphens and slashes, such as `receipts/shop-deploy`
    /// @throws dev.muster.model.MusterException if it is damaged in all copies, or not signed by a
    ///   certified controller
    public Optional<byte[]> get(RunId run, String name) {
        return shelf.get(object(run, name));
    }

    /// Keeps a record, unless there is one. Durable at home when it returns.
    ///
    /// @return what is kept there now: the argument, or what was there before
    public byte[] putIfAbsent(RunId run, String name, byte[] content) {
        return shelf.put(object(run, name), content);
    }

    /// Grants the next epoch of a run: no two callers get the same.
    public Epoch claim(RunId run) {
        while (true) {
            Epoch next = currentEpoch(run).map(Epoch::next).orElse(Epoch.FIRST);
            byte[] mine = randomness.bytes(16);
            byte[] kept = shelf.put(object(run, epochName(next)), mine);
            if (Arrays.equals(kept, mine)) {
                return next;
            }
        }
    }

    /// The highest epoch that was granted. Listed once; then only the next number is looked for,
    /// since whoever acts asks this again and again.
    public Optional<Epoch> currentEpoch(RunId run) {
        Epoch known = highest.get(run);
        if (known == null) {
            Optional<Epoch> listed = listed(run);
            listed.ifPresent(epoch -> highest.merge(run, epoch, RunRecords::later));
            return listed;
        }
        while (shelf.holds(object(run, epochName(known.next())))) {
            known = known.next();
        }
        return Optional.of(highest.merge(run, known, RunRecords::later));
    }

    private static Epoch later(Epoch one, Epoch other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Optional<Epoch> listed(RunId run) {
        String prefix = PREFIX + run + "/epochs/";
        return shelf.names(prefix).stream()
                .map(object -> object.substring(prefix.length()))
                .filter(name -> name.matches("[0-9]{10}"))
                .map(name -> new Epoch(Long.parseLong(name)))
                .max(Epoch::compareTo);
    }

    private static String epochName(Epoch epoch) {
        return String.format(Locale.ROOT, "epochs/%010d", epoch.number());
    }

    private static String object(RunId run, String name) {
        RecordShelf.requireName(name);
        return PREFIX + run + "/" + name;
    }
}
