package dev.muster.engine.machine;

import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.EndState;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How far a run is. Immutable; equal events give equal states.
public final class State {
    final Graph graph;
    final StepTable steps;
    final BitSet ready;
    final Counts counts;
    final Mode mode;
    final Trail trail;
    private final RunStart start;

    State(
            RunStart start,
            Graph graph,
            StepTable steps,
            BitSet ready,
            Counts counts,
            Mode mode,
            Trail trail) {
        this.start = start;
        this.graph = graph;
        this.steps = steps;
        this.ready = ready;
        this.counts = counts;
        this.mode = mode;
        this.trail = trail;
    }

    public RunStart start() {
        return start;
    }

    /// @throws IllegalArgumentException if the plan has no such step
    public StepState step(StepId step) {
        int number = graph.number(step);
        if (number < 0) {
            throw new IllegalArgumentException("no step " + step + " in run " + start.run());
        }
        return steps.get(number);
    }

    /// The controller that drives the run; empty before the first.
    public Optional<Epoch> epoch() {
        return mode.epoch();
    }

    /// How many events led here.
    public long events() {
        return mode.events();
    }

    public boolean paused() {
        return mode.paused();
    }

    public boolean aborting() {
        return mode.aborting();
    }

    /// How it ended; empty while it is open.
    public Optional<EndState> end() {
        return mode.end();
    }

    /// How many attempts are under way.
    public int inFlight() {
        return counts.inFlight();
    }

    /// How many steps wait for what only people can do.
    public int awaiting() {
        return counts.awaiting();
    }

    /// Whether nothing goes on and nothing will, unless a person says how a step stands. Where one
    /// is to sign or to do something, the run waits.
    public boolean waitsForPeopleOnly() {
        return mode.end().isEmpty()
                && counts.asked() > 0
                && counts.awaiting() == 0
                && counts.inFlight() == 0
                && counts.backoff() == 0
                && ready.isEmpty();
    }

    /// What people are asked, in the order of the plan.
    public List<StepState.Question> questions() {
        List<StepState.Question> questions = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            if (steps.get(i) instanceof StepState.Asked(Tries tries, String text)) {
                StepId id = graph.step(i).id();
                questions.add(new StepState.Question(id, tries.attempt(), text));
            }
        }
        return questions;
    }

    /// The receipts of the steps that are done, in the order of the plan.
    public List<Receipt> receipts() {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < graph.planned(); i++) {
            if (steps.get(i) instanceof StepState.Done(Receipt receipt)) {
                receipts.add(receipt);
            }
        }
        return receipts;
    }

    /// The steps that take back what was done, in their order; empty until it is decided which.
    public List<Step> undoing() {
        return mode.undo().order().stream().map(graph::step).toList();
    }

    /// What a step takes back; empty for a step of the plan.
    public Optional<Step> undone(StepId step) {
        int number = graph.number(step);
        return number < 0 ? Optional.empty() : graph.undone(number);
    }

    /// A step of the plan, or one that takes another back.
    public Optional<Step> find(StepId step) {
        int number = graph.number(step);
        return number < 0 ? Optional.empty() : Optional.of(graph.step(number));
    }

    /// Why an aborted run takes nothing back although that was wished.
    public Optional<String> leftAsItIs() {
        return mode.undo().left();
    }

    /// Whether what was done is, or is to be, taken back.
    public boolean isTakingBack() {
        return mode.aborting() && mode.undo().wish() != Undo.Wish.NOTHING;
    }

    /// Whether another controller had begun to take the run back, and this one has not yet: until
    /// it is ordered here too, nothing goes on and nothing ends.
    public boolean isRecalled() {
        return mode.undo().recalled() && !mode.aborting();
    }

    /// Whether the run's version can take back.
    boolean knowsUndo() {
        return start.machine() >= Machine.FIRST_WITH_UNDO;
    }

    /// Whether another controller may have done what this state does not know of.
    public boolean isSuspect() {
        return mode.suspectBelow() > 0;
    }

    /// The steps in the order of the plan.
    public List<Step> plan() {
        return start.plan().steps();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof State state
                && state.start.equals(start)
                && state.mode.equals(mode)
                && state.counts.equals(counts)
                && state.steps.equals(steps)
                && state.ready.equals(ready)
                && state.trail.equals(trail);
    }

    @Override
    public int hashCode() {
        return 31 * steps.hashCode() + mode.hashCode();
    }

    @Override
    public String toString() {
        return "run " + start.run() + " after " + mode.events() + " events: " + counts;
    }

    /// @param inFlightOf how many are under way that count towards each limit
    /// @param over failed, stopped or unknown for good
    record Counts(
            int inFlight,
            List<Integer> inFlightOf,
            int backoff,
            int asked,
            int awaiting,
            int done,
            int over) {
        Counts {
            inFlightOf = List.copyOf(inFlightOf);
        }
    }

    /// @param suspectBelow 0, or the epoch of the last takeover that did not know what its
    ///   predecessor had begun
    /// @param exposedUntil until then a predecessor could still act
    /// @param hanging the attempts of this controller that were told to end and have not
    record Mode(
            long events,
            Optional<Epoch> epoch,
            boolean paused,
            boolean aborting,
            Optional<EndState> end,
            long suspectBelow,
            Instant exposedUntil,
            Undo undo,
            Set<Attempt> hanging) {
        Mode with(Undo other) {
            return new Mode(
                    events,
                    epoch,
                    paused,
                    aborting,
                    end,
                    suspectBelow,
                    exposedUntil,
                    other,
                    hanging);
        }

        Mode with(Set<Attempt> attempts) {
            return new Mode(
                    events,
                    epoch,
                    paused,
                    aborting,
                    end,
                    suspectBelow,
                    exposedUntil,
                    undo,
                    Set.copyOf(attempts));
        }
    }

    /// @param step by number
    record Attempt(int step, int number) {}
}
