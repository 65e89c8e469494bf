package dev.muster.operations.runs;

import dev.muster.engine.journal.Holder;
import dev.muster.engine.machine.Machine;
import dev.muster.engine.machine.State;
import dev.muster.engine.machine.StepState;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.EndState;
import dev.muster.record.JournalEvent;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import dev.muster.record.RunStart;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be learnt of one run from here.
///
/// @param state where each step stands; empty where only receipts tell
/// @param events as far as a journal or the record tells them
/// @param receipts of the steps that are known to be done
/// @param end how it ended; empty while it goes on
/// @param holder the process of this machine that drives it
/// @param epoch the last controller that is known of
/// @param elsewhere whether the last controller left no journal here
public record KnownRun(
        RunStart start,
        Optional<State> state,
        List<JournalEvent> events,
        Map<StepId, Receipt> receipts,
        Optional<EndState> end,
        Optional<Instant> ended,
        Optional<Holder> holder,
        Optional<Epoch> epoch,
        boolean elsewhere) {
    public KnownRun {
        events = List.copyOf(events);
        receipts = Map.copyOf(receipts);
    }

    /// A run that came to its end, and whose record was kept.
    static KnownRun of(RunRecord record) {
        State state = replay(record.start(), record.events());
        return new KnownRun(
                record.start(),
                Optional.of(state),
                record.events(),
                byStep(record.receipts()),
                Optional.of(record.end()),
                record.ended(),
                Optional.empty(),
                state.epoch(),
                false);
    }

    /// A run whose last controller wrote its journal here.
    static KnownRun of(RunStart start, List<JournalEvent> events, Optional<Holder> holder) {
        State state = replay(start, events);
        return new KnownRun(
                start,
                Optional.of(state),
                events,
                byStep(state.receipts()),
                state.end(),
                state.end().map(_ -> events.getLast().at()),
                holder,
                state.epoch(),
                false);
    }

    /// A run that only its home tells of.
    static KnownRun of(RunStart start, Map<StepId, Receipt> receipts, Optional<Epoch> epoch) {
        return new KnownRun(
                start,
                Optional.empty(),
                List.of(),
                receipts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                epoch,
                true);
    }

    private static State replay(RunStart start, List<JournalEvent> events) {
        State state = Machine.begin(start);
        for (JournalEvent event : events) {
            state = Machine.next(state, event).state();
        }
        return state;
    }

    private static Map<StepId, Receipt> byStep(List<Receipt> receipts) {
        Map<StepId, Receipt> steps = new HashMap<>();
        receipts.forEach(receipt -> steps.put(receipt.step(), receipt));
        return steps;
    }

    /// Where the whole run stands.
    public Stand stand() {
        if (end.isPresent()) {
            return switch (end.get()) {
                case SUCCEEDED -> Stand.SUCCEEDED;
                case INCOMPLETE -> Stand.INCOMPLETE;
                case FAILED -> Stand.FAILED;
                case ABORTED -> Stand.ABORTED;
                case OPEN -> Stand.OPEN;
            };
        }
        if (elsewhere) {
            return Stand.ELSEWHERE;
        }
        if (state.filter(State::waitsForPeopleOnly).isPresent()) {
            return Stand.ASKS;
        }
        if (holder.isEmpty()) {
            return Stand.OPEN;
        }
        if (state.filter(State::aborting).isPresent()) {
            return Stand.ABORTING;
        }
        return state.filter(State::paused).isPresent() ? Stand.PAUSED : Stand.RUNNING;
    }

    /// How a step stands, in the words of the engine; a step of which only the home could tell is
    /// done or waits.
    Optional<StepState> step(Step step) {
        return state.map(it -> it.step(step.id()));
    }

    /// Where a run stands.
    public enum Stand {
        RUNNING,
        PAUSED,
        ABORTING,
        /// Only a person's answer lets it go on.
        ASKS,
        /// It did not end, and nobody drives it: recovering goes on with it.
        OPEN,
        /// It did not end, and its controller is or was on another machine.
        ELSEWHERE,
        SUCCEEDED,
        /// Every step is done but for those that a person skipped.
        INCOMPLETE,
        FAILED,
        ABORTED;

        /// Whether it goes on without anybody doing anything.
        public boolean moves() {
            return switch (this) {
                case RUNNING, PAUSED, ABORTING, ELSEWHERE -> true;
                case ASKS, OPEN, SUCCEEDED, INCOMPLETE, FAILED, ABORTED -> false;
            };
        }
    }
}
