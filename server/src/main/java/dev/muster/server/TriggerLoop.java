package dev.muster.server;

import dev.muster.drill.watch.HoldDown;
import dev.muster.drill.watch.ProbeLoop;
import dev.muster.drill.watch.Sighting;
import dev.muster.drill.watch.Watcher;
import dev.muster.engine.embedded.ActiveRun;
import dev.muster.engine.embedded.RunResult;
import dev.muster.model.MusterException;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.SmallFiles;
import dev.muster.operations.facts.FactsReader;
import dev.muster.operations.keys.RecoveryDoor;
import dev.muster.operations.recovery.Recovery;
import dev.muster.plan.RecoveryPlan;
import dev.muster.record.Actor;
import dev.muster.record.EndState;
import dev.muster.record.Purpose;
import dev.muster.record.RunStart;
import dev.muster.record.Trigger;
import dev.muster.strategy.Probe;
import dev.muster.strategy.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// Watches the probes of one scenario, and recovers when its trigger fires.
///
/// It is armed once a probe was seen good: a system that was never up has not been lost. That is
/// kept, so that a daemon which starts in the middle of an outage acts.
final class TriggerLoop {
    private final Site site;
    private final RecoveryDoor door;
    private final Scenario scenario;
    private final Scenario.Trigger trigger;
    private final DoubleSupplier jitter;
    private final Recovery recovery;
    private final Consumer<DaemonNews> news;
    private final Map<ProbeId, Instant> lastGood = new HashMap<>();
    private final Set<ProbeId> failing = new HashSet<>();

    TriggerLoop(
            Site site,
            RecoveryDoor door,
            Scenario scenario,
            Scenario.Trigger trigger,
            DoubleSupplier jitter,
            Consumer<DaemonNews> news) {
        this.site = site;
        this.door = door;
        this.jitter = jitter;
        this.scenario = scenario;
        this.trigger = trigger;
        this.recovery = new Recovery(site, jitter, Set.of());
        this.news = news;
    }

    /// Runs until cancelled, or until the scenario was carried out.
    void run(Cancellation cancellation) throws InterruptedException {
        if (trigger.then() == Scenario.Reaction.START && resumed()) {
            return;
        }
        try (Watcher watcher = new Watcher(rule(), probes(), site.timing(), this::saw)) {
            while (true) {
                Watcher.Alarm alarm = watcher.await();
                cancellation.check();
                if (isArmed(alarm.probe()) && react(alarm)) {
                    return;
                }
            }
        }
    }

    private HoldDown rule() {
        Duration silence = Duration.ZERO;
        for (Probe probe : watched()) {
            Duration longest = probe.every().plus(probe.timeout()).multipliedBy(3);
            silence = longest.compareTo(silence) > 0 ? longest : silence;
        }
        return new HoldDown(trigger.hold(), trigger.agree(), silence);
    }

    private List<Probe> watched() {
        return trigger.when().stream().map(this::probe).toList();
    }

    private Probe probe(ProbeId id) {
        Probe probe = site.strategy().probes().get(id);
        if (probe == null) {
            throw new IllegalStateException("the strategy has no probe " + id);
        }
        return probe;
    }

    private List<ProbeLoop> probes() {
        List<ProbeLoop> loops = new ArrayList<>();
        for (Probe probe : watched()) {
            for (RegionId place : probe.from()) {
                loops.add(
                        new ProbeLoop(
                                probe.id(), place, probe.http(), probe.every(), probe.timeout()));
            }
        }
        return loops;
    }

    private synchronized void saw(Sighting sighting) {
        if (!sighting.good()) {
            if (failing.add(sighting.probe())) {
                news.accept(
                        new DaemonNews.ProbeFailing(
                                sighting.probe(),
                                Optional.ofNullable(lastGood.get(sighting.probe()))));
            }
            return;
        }
        if (lastGood.put(sighting.probe(), site.timing().instant()) == null
                || failing.remove(sighting.probe())) {
            arm(sighting.probe());
        }
    }

    /// A full disk must not end the watch: the next good answer tries again.
    private void arm(ProbeId probe) {
        try {
            SmallFiles.write(armed(probe), "seen good\n");
            news.accept(new DaemonNews.ProbeGood(probe));
        } catch (MusterException unkept) {
            lastGood.remove(probe);
            news.accept(new DaemonNews.Stopped("arming of " + scenario.id(), unkept));
        }
    }

    private Path armed(ProbeId probe) {
        return site.state().probe(probe);
    }

    private boolean isArmed(ProbeId probe) {
        return SmallFiles.read(armed(probe)).isPresent();
    }

    private synchronized Optional<Instant> lastGood(ProbeId probe) {
        return Optional.ofNullable(lastGood.get(probe));
    }

    /// @return whether the scenario was carried out to its end
    private boolean react(Watcher.Alarm alarm) throws InterruptedException {
        return switch (trigger.then()) {
            case START -> start(alarm);
            case APPROVE, TELL -> {
                news.accept(new DaemonNews.Told(scenario.id(), alarm.at()));
                yield false;
            }
        };
    }

    private boolean resumed() throws InterruptedException {
        Optional<RunStart> open = recovery.open(scenario);
        if (open.isEmpty()) {
            return false;
        }
        RunStart start = open.get();
        news.accept(new DaemonNews.Recovering(scenario.id(), start.run(), start.trigger().fired()));
        return follow(
                start,
                unsealed()
                        .resume(
                                start,
                                List.of(),
                                told -> news.accept(new DaemonNews.Run(start.run(), told))));
    }

    private boolean start(Watcher.Alarm alarm) throws InterruptedException {
        if (recovery.isDone(scenario)) {
            // The same loss twice needs a person: what it brought back stands there already.
            news.accept(new DaemonNews.Told(scenario.id(), alarm.at()));
            return false;
        }
        if (resumed()) {
            return true;
        }
        RecoveryPlan plan =
                recovery.plan(
                        scenario.id(), new RestoreTarget.Latest(), new FactsReader(site).read());
        Trigger fired =
                new Trigger(
                        lastGood(alarm.probe()),
                        alarm.at(),
                        site.timing().instant(),
                        new Actor("probe " + alarm.probe()),
                        alarm.probe() + " failed " + alarm.failures() + " times in a row");
        RunStart start = recovery.prepare(plan, new Purpose.Recovery(), fired);
        news.accept(new DaemonNews.Recovering(scenario.id(), start.run(), alarm.at()));
        return follow(
                start,
                unsealed()
                        .begin(start, told -> news.accept(new DaemonNews.Run(start.run(), told))));
    }

    /// What cannot be opened keeps only those components from coming back that need it.
    private Recovery unsealed() {
        try {
            return new Recovery(door.open(scenario.id()), jitter, Set.of());
        } catch (MusterException closed) {
            news.accept(new DaemonNews.Unsealed(scenario.id(), closed));
            return recovery;
        }
    }

    private boolean follow(RunStart start, ActiveRun run) throws InterruptedException {
        RunResult result = run.await();
        if (result.stop() instanceof RunResult.Stop.Broken(MusterException error)) {
            throw error;
        }
        recovery.home(start.plan().in()).finish(result.record());
        boolean good = result.record().end() == EndState.SUCCEEDED;
        news.accept(new DaemonNews.Recovered(scenario.id(), start.run(), good));
        return good;
    }
}
