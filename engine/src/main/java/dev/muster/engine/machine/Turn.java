package dev.muster.engine.machine;

import dev.muster.kind.Action;
import dev.muster.model.Epoch;
import dev.muster.model.LateEffect;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.EndState;
import dev.muster.record.Failure;
import dev.muster.record.Receipt;
import dev.muster.record.RunPolicy;
import dev.muster.record.Timer;
import dev.muster.record.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One event being handled: a working copy of the state, and the commands so far.
final class Turn {
    private final State old;
    private final Instant now;
    private final List<Command> commands = new ArrayList<>();
    private final BitSet ready;
    private StepTable steps;
    private final int[] inFlightOf;
    private int inFlight;
    private int backoff;
    private int asked;
    private int awaiting;
    private int done;
    private int over;
    private State.Mode mode;
    private Trail trail;

    Turn(State old, Instant now) {
        this.old = old;
        this.now = now;
        this.ready = (BitSet) old.ready.clone();
        this.steps = old.steps;
        this.inFlight = old.counts.inFlight();
        this.inFlightOf = old.counts.inFlightOf().stream().mapToInt(Integer::intValue).toArray();
        this.backoff = old.counts.backoff();
        this.asked = old.counts.asked();
        this.awaiting = old.counts.awaiting();
        this.done = old.counts.done();
        this.over = old.counts.over();
        this.mode = old.mode;
        this.trail = old.trail;
    }

    Graph graph() {
        return old.graph;
    }

    RunPolicy policy() {
        return old.start().policy();
    }

    Instant now() {
        return now;
    }

    int size() {
        return old.graph.size();
    }

    StepState get(int step) {
        return steps.get(step);
    }

    StepState get(StepId step) {
        return steps.get(number(step));
    }

    int number(StepId step) {
        int number = old.graph.number(step);
        if (number < 0) {
            throw new IllegalArgumentException("no step " + step + " in " + old.start().run());
        }
        return number;
    }

    void set(int step, StepState state) {
        count(step, steps.get(step), -1);
        count(step, state, 1);
        steps = steps.with(step, state);
        ready.set(step, state instanceof StepState.Ready);
    }

    private void count(int step, StepState state, int change) {
        switch (state) {
            case StepState.Waiting _, StepState.Ready _ -> {}
            case StepState.Dispatched _, StepState.Running _ -> {
                inFlight += change;
                int limit = graph().limitOf(step);
                if (limit >= 0) {
                    inFlightOf[limit] += change;
                }
            }
            case StepState.Backoff _ -> backoff += change;
            case StepState.Asked _ -> asked += change;
            case StepState.Awaiting _ -> awaiting += change;
            case StepState.Done _ -> done += change;
            case StepState.Failed _, StepState.Unknown _, StepState.Stopped _ -> over += change;
        }
    }

    void emit(Command command) {
        commands.add(command);
    }

    /// Whether nothing more is tried of a step: what takes others back goes on under an abort.
    boolean aborting(int step) {
        return mode.aborting()
                && (!graph().isUndo(step) || mode.undo().wish() == Undo.Wish.NOTHING);
    }

    boolean aborting() {
        return mode.aborting();
    }

    Undo undo() {
        return mode.undo();
    }

    void undo(Undo undo) {
        mode = mode.with(undo);
    }

    Trail trail() {
        return trail;
    }

    /// A step of the plan begins.
    void begun(int step) {
        if (!graph().isUndo(step)) {
            trail = trail.begun(step);
        }
    }

    boolean isSuspect() {
        return mode.suspectBelow() > 0;
    }

    /// Whether nothing is left to do of the plan; before anything is taken back.
    boolean isAllDone() {
        return done == graph().planned();
    }

    Optional<EndState> end() {
        return mode.end();
    }

    Optional<Epoch> epoch() {
        return mode.epoch();
    }

    boolean isOfPeople(int step) {
        return graph().step(step).action() instanceof Action.OfPeople;
    }

    void pause(boolean paused) {
        if (!mode.aborting()) {
            change(mode.epoch(), paused, false, mode.end());
        }
    }

    void abort() {
        change(mode.epoch(), false, true, mode.end());
    }

    void takenOver(Epoch epoch, long suspectBelow, Instant exposedUntil) {
        mode =
                new State.Mode(
                        mode.events(),
                        Optional.of(epoch),
                        false,
                        mode.aborting(),
                        Optional.empty(),
                        Math.max(suspectBelow, mode.suspectBelow()),
                        exposedUntil,
                        mode.undo(),
                        Set.of());
    }

    private void change(
            Optional<Epoch> epoch, boolean paused, boolean aborting, Optional<EndState> end) {
        mode =
                new State.Mode(
                        mode.events(),
                        epoch,
                        paused,
                        aborting,
                        end,
                        mode.suspectBelow(),
                        mode.exposedUntil(),
                        mode.undo(),
                        mode.hanging());
    }

    /// An attempt is left alone: it may still act.
    void hangs(int step, int attempt) {
        Set<State.Attempt> hanging = new HashSet<>(mode.hanging());
        hanging.add(new State.Attempt(step, attempt));
        mode = mode.with(hanging);
        sayHanging();
    }

    /// An attempt has ended, in whichever way.
    void ended(int step, int attempt) {
        State.Attempt ended = new State.Attempt(step, attempt);
        if (mode.hanging().contains(ended)) {
            Set<State.Attempt> hanging = new HashSet<>(mode.hanging());
            hanging.remove(ended);
            mode = mode.with(hanging);
        }
    }

    /// Tells people what keeps a run from being taken back.
    void sayHanging() {
        if (mode.undo().isPending()) {
            mode.hanging().stream()
                    .sorted(Comparator.comparingInt(State.Attempt::step))
                    .forEach(attempt ->
                            emit(
                                    new Command.Ask(
                                            graph().step(attempt.step()).id(),
                                            attempt.number(),
                                            "it was told to end and has not; nothing is taken back"
                                                    + " before: end the process that drives the"
                                                    + " run")));
        }
    }

    /// Nobody can tell, and nobody will look.
    void unknown(int step, Tries tries, String reason) {
        set(step, new StepState.Unknown(tries, reason));
        if (graph().isUndo(step)) {
            Undoing.stop(this, "nobody knows of " + graph().step(step).id());
        }
    }

    void ask(int step, Tries tries, String question) {
        set(step, new StepState.Asked(tries, question));
        emit(new Command.Ask(graph().step(step).id(), tries.attempt(), question));
    }

    void cancel(int step, StepState.Running running, String reason) {
        set(step, new StepState.Running(running.tries(), running.directive(), true));
        StepId id = graph().step(step).id();
        int attempt = running.tries().attempt();
        emit(new Command.Cancel(id, attempt, reason));
        wake(id, attempt, Timer.Purpose.GRACE, policy().cancelGrace());
    }

    void wake(StepId step, int attempt, Timer.Purpose purpose, Duration delay) {
        emit(new Command.Wake(new Timer(step, attempt, purpose), now.plus(delay)));
    }

    /// Ends a step for good, and all that wait for it, directly or not.
    void fail(int step, Tries tries, Failure failure) {
        set(step, new StepState.Failed(tries, failure));
        if (graph().isUndo(step)) {
            Undoing.stop(this, graph().step(step).id() + " failed");
        }
        stopAfter(step);
    }

    /// What is stopped already is passed through: behind it may be what was opened again.
    private void stopAfter(int step) {
        StepState stop = new StepState.Stopped("it waits for " + graph().step(step).id());
        Deque<Integer> stopped = new ArrayDeque<>(List.of(step));
        BitSet seen = new BitSet(size());
        while (!stopped.isEmpty()) {
            for (int later : graph().after(stopped.remove())) {
                if (steps.get(later) instanceof StepState.Waiting) {
                    set(later, stop);
                }
                if (steps.get(later) instanceof StepState.Stopped && !seen.get(later)) {
                    seen.set(later);
                    stopped.add(later);
                }
            }
        }
    }

    /// What was stopped because a step had failed waits for it again; what also waits for another
    /// one that failed stays stopped.
    void reopen(int step) {
        Deque<Integer> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            for (int waiting : graph().after(open.remove())) {
                if (steps.get(waiting) instanceof StepState.Stopped) {
                    set(waiting, new StepState.Waiting(missing(waiting)));
                    open.add(waiting);
                }
            }
        }
        for (int other = 0; other < graph().planned(); other++) {
            if (steps.get(other) instanceof StepState.Failed) {
                stopAfter(other);
            }
        }
    }

    /// How many of the steps before a step are not done.
    int missing(int step) {
        int missing = 0;
        for (int before : graph().before(step)) {
            if (!(steps.get(before) instanceof StepState.Done)) {
                missing++;
            }
        }
        return missing;
    }

    /// Lets the steps that waited for a step that is done now go on.
    void unlock(int step) {
        if (graph().isUndo(step)) {
            Undoing.done(this);
            return;
        }
        trail = trail.done(step);
        for (int waiting : graph().after(step)) {
            if (steps.get(waiting) instanceof StepState.Waiting(int missing)) {
                set(
                        waiting,
                        missing > 1 ? new StepState.Waiting(missing - 1) : firstReady(waiting));
            }
        }
    }

    /// A predecessor that nobody knows of may have begun a step only if everything before it was
    /// done in its time.
    StepState firstReady(int step) {
        boolean suspect = mode.suspectBelow() > 0;
        for (int before : graph().before(step)) {
            suspect &=
                    steps.get(before) instanceof StepState.Done(Receipt receipt)
                            && receipt.epoch().number() < mode.suspectBelow();
        }
        return new StepState.Ready(
                Tries.NONE, suspect ? new Directive.ProbeFirst() : new Directive.Fresh());
    }

    /// Starts what can start, and sees whether the run has ended.
    Decision settle() {
        boolean held = mode.undo().recalled() && !mode.aborting();
        boolean driven = mode.epoch().isPresent() && mode.end().isEmpty() && !held;
        boolean takesBack = driven && mode.aborting() && mode.undo().isPending();
        if (takesBack && isSettled() && (mode.hanging().isEmpty() || isAllDone())) {
            Undoing.begin(this);
        }
        mode.epoch().filter(_ -> driven && !mode.paused()).ifPresent(this::dispatch);
        if (driven && isSettled() && !(mode.aborting() && mode.undo().isPending())) {
            EndState end = ending();
            change(mode.epoch(), mode.paused(), mode.aborting(), Optional.of(end));
            emit(new Command.Finish(end));
        }
        State.Mode next =
                new State.Mode(
                        mode.events() + 1,
                        mode.epoch(),
                        mode.paused(),
                        mode.aborting(),
                        mode.end(),
                        mode.suspectBelow(),
                        mode.exposedUntil(),
                        mode.undo(),
                        mode.hanging());
        State.Counts counts =
                new State.Counts(
                        inFlight,
                        Arrays.stream(inFlightOf).boxed().toList(),
                        backoff,
                        asked,
                        awaiting,
                        done,
                        over);
        return new Decision(
                new State(old.start(), old.graph, steps, ready, counts, next, trail), commands);
    }

    /// Whether nothing goes on and nothing waits, of the plan and of what is taken back.
    private boolean isSettled() {
        return done + over == graph().planned() + mode.undo().order().size();
    }

    /// Never greener than the worst step.
    private EndState ending() {
        if (isAllDone() && mode.undo().order().isEmpty() && !mode.undo().recalled()) {
            return skipped() ? EndState.INCOMPLETE : EndState.SUCCEEDED;
        }
        return mode.aborting() ? EndState.ABORTED : EndState.FAILED;
    }

    private boolean skipped() {
        for (int step = 0; step < graph().planned(); step++) {
            if (steps.get(step) instanceof StepState.Done(Receipt receipt)
                    && receipt.origin() == Receipt.Origin.SKIPPED) {
                return true;
            }
        }
        return false;
    }

    private void dispatch(Epoch epoch) {
        askPeople(epoch);
        int step = ready.nextSetBit(0);
        while (step >= 0 && inFlight < policy().maxInFlight()) {
            if (hasRoom(step)
                    && steps.get(step)
                            instanceof StepState.Ready(Tries tries, Directive directive)) {
                dispatch(step, tries.next(), directive, epoch);
            }
            step = ready.nextSetBit(step + 1);
        }
    }

    private boolean hasRoom(int step) {
        int limit = graph().limitOf(step);
        return limit < 0 || inFlightOf[limit] < policy().limits().get(limit).most();
    }

    /// What nobody has done yet takes no room while people are asked.
    private void askPeople(Epoch epoch) {
        BitSet people = graph().ofPeople();
        int step = people.nextSetBit(0);
        while (step >= 0) {
            if (steps.get(step) instanceof StepState.Ready(Tries tries, Directive directive)
                    && directive instanceof Directive.Fresh
                    && graph().step(step).action() instanceof Action.OfPeople action) {
                People.ask(this, step, tries, action, epoch);
            }
            step = people.nextSetBit(step + 1);
        }
    }

    private void dispatch(int number, Tries tries, Directive directive, Epoch epoch) {
        Step step = graph().step(number);
        Instant notBefore = notBefore(step.lateEffect(), directive);
        set(number, new StepState.Dispatched(tries, directive, notBefore));
        Token token = new Token(old.start().run(), step.id());
        emit(
                new Command.Run(
                        step,
                        tries.attempt(),
                        token,
                        epoch,
                        directive,
                        notBefore,
                        graph().undone(number),
                        graph().isUndo(number) ? Undoing.unsure(this) : Set.of()));
    }

    /// Where the target cannot refuse a frozen predecessor, its lease and its last call must have
    /// ended before anything can be seen for sure. The wait is bounded, whatever the clock did.
    private Instant notBefore(LateEffect lateEffect, Directive directive) {
        boolean waits = lateEffect == LateEffect.EXPOSED && directive.looksBack();
        if (!waits || !mode.exposedUntil().isAfter(now)) {
            return now;
        }
        Instant longest = now.plus(policy().lease()).plus(policy().callDeadline());
        return mode.exposedUntil().isBefore(longest) ? mode.exposedUntil() : longest;
    }

    /// For messages: `restore of orders-db`.
    static String describe(Action action) {
        return action.verb() + " of " + action.component();
    }
}
