package dev.muster.engine.machine;

import dev.muster.engine.EngineErrors;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.RunStart;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// Decides what a run does next. The same events lead to the same decisions, on every driver and in
/// every replay; a change that would break this needs a new version beside this one.
///
/// A driver begins with [#begin], reports what happened as events in their order, first that it
/// took over, and carries out the commands. What an event does not fit any more, such as a timer of
/// an attempt that has ended, changes nothing.
public final class Machine {
    /// Stands in [RunStart#machine] of the runs that it decides. Version 1 knew no orders; what it
    /// wrote leads to the same decisions here. Version 2 knew no steps of people, version 3 none
    /// that take others back, version 4 no limits.
    public static final int VERSION = 5;

    /// From this version on a run can take back what it did.
    static final int FIRST_WITH_UNDO = 4;

    private Machine() {}

    /// The state before the first event.
    ///
    /// @throws dev.muster.model.MusterException if the run was begun by a newer version, or its
    ///   plan is none
    public static State begin(RunStart start) {
        if (start.machine() > VERSION) {
            throw EngineErrors.RUN_NEWER.error(
                    "run "
                            + start.run()
                            + " needs version "
                            + start.machine()
                            + " of the engine, this is "
                            + VERSION,
                    "");
        }
        Graph graph = Graph.of(start.plan(), start.policy(), start.machine() >= FIRST_WITH_UNDO);
        StepState[] states = new StepState[graph.size()];
        BitSet ready = new BitSet(states.length);
        // What takes others back waits for its turn.
        Arrays.fill(states, graph.planned(), states.length, new StepState.Waiting(1));
        for (int i = 0; i < graph.planned(); i++) {
            int missing = graph.before(i).length;
            ready.set(i, missing == 0);
            states[i] =
                    missing == 0
                            ? new StepState.Ready(Tries.NONE, new Directive.Fresh())
                            : new StepState.Waiting(missing);
        }
        return new State(
                start,
                graph,
                StepTable.of(states),
                ready,
                new State.Counts(
                        0, Collections.nCopies(start.policy().limits().size(), 0), 0, 0, 0, 0, 0),
                new State.Mode(
                        0,
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty(),
                        0,
                        Instant.EPOCH,
                        Undo.NONE,
                        Set.of()),
                Trail.EMPTY);
    }

    /// Why an order cannot be carried out as things stand; empty if it can.
    public static Optional<String> refuses(State state, Order order) {
        return Refusals.of(state, order);
    }

    /// @throws IllegalArgumentException if the event is not the next one
    public static Decision next(State state, JournalEvent event) {
        if (event.number() != state.events() + 1) {
            throw new IllegalArgumentException(
                    "event " + event.number() + " cannot follow event " + state.events());
        }
        Turn turn = new Turn(state, event.at());
        if (event.event() instanceof Event.TookOver tookOver) {
            Takeover.apply(turn, tookOver);
        } else if (state.end().isEmpty()) {
            switch (event.event()) {
                case Event.Started started -> Attempts.started(turn, started);
                case Event.Done done -> Attempts.done(turn, done);
                case Event.Failed failed -> Attempts.failed(turn, failed);
                case Event.Lost lost -> Attempts.lost(turn, lost);
                case Event.TimerFired fired -> Attempts.timer(turn, fired.timer());
                case Event.Answered answered -> Orders.answered(turn, event.actor(), answered);
                case Event.PauseAsked _ -> turn.pause(true);
                case Event.ResumeAsked _ -> turn.pause(false);
                case Event.AbortAsked _ -> Orders.abort(turn, Undo.Wish.NOTHING);
                case Event.Ordered ordered -> {
                    // The driver asked before; a replay must not depend on that.
                    if (refuses(state, ordered.order()).isEmpty()) {
                        Orders.ordered(turn, event.actor(), ordered);
                    }
                }
                case Event.TookOver _ -> throw new IllegalStateException("handled above");
            }
        }
        return turn.settle();
    }
}
