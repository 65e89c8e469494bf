package dev.muster.engine;

import dev.muster.engine.embedded.ActiveRun;
import dev.muster.engine.embedded.EmbeddedDriver;
import dev.muster.engine.embedded.RunResult;
import dev.muster.engine.shell.StepContext;
import dev.muster.engine.shell.StepHandler;
import dev.muster.engine.shell.StepHandlers;
import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.plan.Step;
import dev.muster.record.Details;
import dev.muster.record.Outcome;
import dev.muster.record.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// What steps of a test do to the world, counted; shared by the controllers of a test.
public final class World {
    /// How a step can be looked at.
    public enum Sight {
        /// A probe tells.
        CLEAR,
        /// No probe.
        BLIND
    }

    private final MemoryLedger home;
    private final Map<StepId, Integer> effects = new ConcurrentHashMap<>();
    private final List<String> wrongs = new CopyOnWriteArrayList<>();
    private final Set<StepId> blind = ConcurrentHashMap.newKeySet();
    private final Set<StepId> undone = ConcurrentHashMap.newKeySet();
    private final Set<StepId> excused = ConcurrentHashMap.newKeySet();
    private final Set<Hazard> gone = ConcurrentHashMap.newKeySet();

    public World(MemoryLedger home) {
        this.home = home;
    }

    public void see(StepId step, Sight sight) {
        if (sight == Sight.BLIND) {
            blind.add(step);
        }
    }

    /// Lets a controller drive a run, until it stops or its hazard kills it.
    ///
    /// What its threads still had in hand is lost then: no dead process acts, and where it gave up
    /// because it could not ask its home in time, nor does the test's.
    ///
    /// @param drive how
    public RunResult drive(
            MemoryJournals disk,
            Hazard hazard,
            Timing timing,
            Function<EmbeddedDriver, ActiveRun> drive) {
        Hazard own = point -> hazard.at(point);
        StepHandlers handlers = _ -> new Handler(own);
        EmbeddedDriver driver =
                new EmbeddedDriver(disk.seenBy(own), home.seenBy(own), handlers, timing, () -> 0.5);
        try {
            return drive.apply(driver).await();
        } finally {
            synchronized (this) {
                gone.add(own);
            }
        }
    }

    private void act(Hazard controller, Runnable effect) {
        synchronized (this) {
            if (gone.contains(controller)) {
                throw new Hazard.Death("and its threads with it");
            }
            effect.run();
        }
    }

    /// A step that others may follow though it had no effect: a person says so.
    public void excuse(StepId step) {
        excused.add(step);
    }

    public boolean sees(StepId step) {
        return !blind.contains(step);
    }

    public int effects(String step) {
        return effects.getOrDefault(new StepId(step), 0);
    }

    public int effects(StepId step) {
        return effects.getOrDefault(step, 0);
    }

    /// Whether a step has an effect that was not taken back.
    public boolean stands(StepId step) {
        return effects(step) > 0 && !undone.contains(step);
    }

    /// Whether anything was taken back.
    public boolean isUndone() {
        return !undone.isEmpty();
    }

    /// What must never happen, and did.
    public List<String> wrongs() {
        return new ArrayList<>(wrongs);
    }

    private void effect(StepContext step) {
        StepId id = step.step().id();
        for (StepId before : step.step().after()) {
            boolean written = home.has(new Token(step.token().run(), before));
            if (!written || effects(before) == 0 && !excused.contains(before)) {
                wrongs.add(id + " ran before " + before);
            }
        }
        if (home.has(step.token())) {
            wrongs.add(id + " ran after its receipt");
        }
        if (!undone.isEmpty()) {
            wrongs.add(id + " ran after " + undone + " were taken back");
        }
        effects.merge(id, 1, Integer::sum);
    }

    private void takeBack(StepId id, StepContext step) {
        if (home.has(step.token())) {
            wrongs.add(id + " was taken back after its receipt");
        }
        for (Step other : step.start().plan().steps()) {
            boolean later = other.after().contains(id) && other.action().undoable();
            if (later && stands(other.id())) {
                wrongs.add(id + " was taken back before " + other.id());
            }
        }
        undone.add(id);
    }

    private final class Handler implements StepHandler {
        private final Hazard hazard;

        Handler(Hazard hazard) {
            this.hazard = hazard;
        }

        @Override
        public Outcome run(StepContext step) {
            StepId id = step.step().id();
            hazard.at("before the effect of " + id);
            act(hazard, () -> effect(step));
            hazard.at("after the effect of " + id);
            return new Outcome.Done(Details.NONE);
        }

        @Override
        public Undone undo(StepContext step) {
            StepId id = step.undoes().orElseThrow().id();
            hazard.at("before taking back " + id);
            act(hazard, () -> takeBack(id, step));
            hazard.at("after taking back " + id);
            return new Undone.TakenBack(Details.NONE);
        }

        @Override
        public Probed probe(StepContext step) {
            StepId id = step.step().id();
            hazard.at("before the probe of " + id);
            if (blind.contains(id)) {
                return new Probed.CannotTell("it is dark");
            }
            return effects(id) > 0 ? new Probed.Done(Details.NONE) : new Probed.NotDone();
        }
    }
}
