package dev.muster.operations.runs;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.journal.Holder;
import dev.muster.engine.journal.JournalTail;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.Names;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.recovery.RunHome;
import dev.muster.plan.Step;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import dev.muster.record.RunStart;
import dev.muster.record.Token;
import dev.muster.strategy.VaultPlace;
import dev.muster.strategy.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The runs of a strategy: those with a journal on this machine, and those that the vault's copies
/// know of. A copy that is not reached hides only what it alone knows. Used by one thread.
public final class RunBook {
    private final Site site;
    private final Map<RegionId, RunHome> homes = new LinkedHashMap<>();
    private final Map<RegionId, String> unreachable = new LinkedHashMap<>();
    private final Map<RunId, JournalTail> tails = new HashMap<>();

    public RunBook(Site site) {
        this.site = site;
        Set<RegionId> regions = new LinkedHashSet<>();
        for (VaultPlace vault : site.strategy().vaults().values()) {
            vault.copies().forEach(copy -> regions.add(copy.region()));
        }
        for (RegionId region : regions) {
            try {
                homes.put(region, RunHome.in(site, region));
            } catch (MusterException closed) {
                unreachable.put(region, closed.getMessage());
            }
        }
    }

    /// The copies that could not be asked, and why.
    public Map<RegionId, String> unreachable() {
        return Collections.unmodifiableMap(unreachable);
    }

    /// All runs, those that began last first.
    public List<KnownRun> all() {
        List<KnownRun> runs = new ArrayList<>();
        for (RunId run : names()) {
            find(run).ifPresent(runs::add);
        }
        runs.sort(
                Comparator.comparing((KnownRun it) -> it.start().trigger().began())
                        .thenComparing(it -> it.start().run())
                        .reversed());
        return runs;
    }

    /// @param name as a user wrote it
    /// @throws MusterException if there is no such run
    public KnownRun require(String name) {
        Optional<KnownRun> found = Names.isLabel(name) ? find(new RunId(name)) : Optional.empty();
        return found.orElseThrow(() -> {
            List<String> known = names().stream().map(RunId::value).toList();
            return EngineErrors.RUN_UNKNOWN.error(
                    "no run is named '" + name + "'", new Nearest().hint(name, known));
        });
    }

    /// What is known of a run now. Asked again, it reads only what was written since.
    public Optional<KnownRun> find(RunId run) {
        Optional<JournalTail> tail = tail(run);
        Optional<RegionId> home = tail.map(it -> it.start().plan().in()).or(() -> home(run));
        return home.flatMap(region -> reached(region, it -> ask(it, run, tail)))
                .or(() -> tail.map(this::journal));
    }

    /// Where the run is at home. Any copy may tell, since what a home took reaches the others; if
    /// the home is not reached, the copy that told has to do.
    private Optional<RegionId> home(RunId run) {
        for (RegionId region : List.copyOf(homes.keySet())) {
            Optional<RegionId> in =
                    reached(region, it -> it.start(run).map(start -> start.plan().in()));
            if (in.isPresent()) {
                return Optional.of(homes.containsKey(in.get()) ? in.get() : region);
            }
        }
        return Optional.empty();
    }

    private KnownRun journal(JournalTail tail) {
        RunStart start = tail.start();
        return KnownRun.of(start, tail.events(), Holder.of(site.state().runs(), start.run()));
    }

    /// What a home and the journal here know together. The home grants the epochs, so it knows
    /// whether somebody drove the run after the journal here was written.
    private Optional<KnownRun> ask(RunHome home, RunId run, Optional<JournalTail> tail) {
        Optional<RunStart> start = home.start(run);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        Optional<RunRecord> record = home.record(run);
        if (record.isPresent()) {
            return record.map(KnownRun::of);
        }
        Optional<Epoch> epoch = home.currentEpoch(run);
        Optional<KnownRun> here = tail.map(this::journal);
        if (here.filter(it -> it.holder().isPresent() || isLast(it.epoch(), epoch)).isPresent()) {
            return here;
        }
        Map<StepId, Receipt> receipts = new HashMap<>();
        for (Step step : start.get().plan().steps()) {
            home.find(new Token(run, step.id()))
                    .ifPresent(receipt -> receipts.put(step.id(), receipt));
        }
        return Optional.of(KnownRun.of(start.get(), receipts, epoch));
    }

    private static boolean isLast(Optional<Epoch> here, Optional<Epoch> granted) {
        return granted.isEmpty() || here.filter(it -> it.compareTo(granted.get()) >= 0).isPresent();
    }

    private Optional<JournalTail> tail(RunId run) {
        JournalTail known = tails.get(run);
        if (known != null) {
            known.read();
            return Optional.of(known);
        }
        Optional<JournalTail> opened = JournalTail.open(site.state().runs(), run);
        opened.ifPresent(tail -> tails.put(run, tail));
        return opened;
    }

    private Set<RunId> names() {
        Set<RunId> names = new TreeSet<>(folders());
        for (RegionId region : List.copyOf(homes.keySet())) {
            reached(region, home -> Optional.of(home.runs())).ifPresent(names::addAll);
        }
        return names;
    }

    private List<RunId> folders() {
        Path runs = site.state().runs();
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(Names::isLabel)
                    .map(RunId::new)
                    .toList();
        } catch (IOException e) {
            throw OperationErrors.STATE.error(
                    runs + " cannot be read: " + e, "check the folder's owner", e);
        }
    }

    /// What a copy says. One that cannot be asked is not asked again.
    private <T> Optional<T> reached(RegionId region, Question<T> question) {
        RunHome home = homes.get(region);
        if (home == null) {
            return Optional.empty();
        }
        try {
            return question.ask(home);
        } catch (MusterException lost) {
            homes.remove(region);
            unreachable.put(region, lost.getMessage());
            return Optional.empty();
        }
    }

    private interface Question<T> {
        Optional<T> ask(RunHome home);
    }
}
