package dev.muster.engine.machine;

import dev.muster.model.StepId;
import dev.muster.record.Receipt;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes back what a run did that is aborted: in reverse order of completion, one after another.
///
/// One that cannot be taken back stops the rest until a person decides: to lift a fence while the
/// new side still serves would be worse than the outage.
final class Undoing {
    private Undoing() {}

    /// Decides what is taken back, once nothing is under way any more.
    static void begin(Turn turn) {
        Optional<StepId> behind = pastNoReturn(turn);
        if (turn.isAllDone() && !turn.undo().recalled()) {
            turn.undo(turn.undo().leave("all was done when the abort took hold"));
        } else if (behind.isPresent() && turn.undo().wish() != Undo.Wish.EVERYTHING) {
            turn.undo(
                    turn.undo()
                            .leave(
                                    behind.get()
                                            + " is past the point of no return: nothing is taken"
                                            + " back"));
        } else {
            turn.undo(turn.undo().begin(order(turn)));
            next(turn);
        }
    }

    /// A step that may be done counts as done.
    private static Optional<StepId> pastNoReturn(Turn turn) {
        for (int step = 0; step < turn.graph().planned(); step++) {
            if (turn.graph().step(step).pointOfNoReturn() && mayBeDone(turn.get(step))) {
                return Optional.of(turn.graph().step(step).id());
            }
        }
        return Optional.empty();
    }

    /// The steps of the plan of which nobody knows whether they are done.
    static Set<StepId> unsure(Turn turn) {
        Set<StepId> unsure = new HashSet<>();
        for (int step = 0; step < turn.graph().planned(); step++) {
            if (turn.get(step) instanceof StepState.Unknown) {
                unsure.add(turn.graph().step(step).id());
            }
        }
        return unsure;
    }

    private static boolean mayBeDone(StepState state) {
        return state instanceof StepState.Unknown
                || (state instanceof StepState.Done(Receipt receipt)
                        && receipt.origin() != Receipt.Origin.SKIPPED);
    }

    /// What was begun and is not known to be done may be done in part: it comes first, as the
    /// latest. What nobody here saw begin, and another controller may have begun, before that.
    private static List<Integer> order(Turn turn) {
        BitSet seen = new BitSet();
        List<Integer> begun = new ArrayList<>();
        List<Integer> done = new ArrayList<>();
        for (Trail at = turn.trail(); at != null && at.step >= 0; at = at.before) {
            if (!seen.get(at.step)) {
                seen.set(at.step);
                (turn.get(at.step) instanceof StepState.Done ? done : begun).add(at.step);
            }
        }
        List<Integer> steps = new ArrayList<>();
        for (int step = turn.graph().planned() - 1; step >= 0; step--) {
            if (!seen.get(step) && turn.get(step) instanceof StepState.Unknown) {
                steps.add(step);
            }
        }
        steps.addAll(begun);
        steps.addAll(done);
        return steps.stream()
                .filter(step -> turn.graph().undoOf(step) >= 0 && !isSkipped(turn.get(step)))
                .map(step -> turn.graph().undoOf(step))
                .toList();
    }

    private static boolean isSkipped(StepState state) {
        return state instanceof StepState.Done(Receipt receipt)
                && receipt.origin() == Receipt.Origin.SKIPPED;
    }

    /// What another controller may have begun is looked at, as every step is.
    private static void next(Turn turn) {
        Undo undo = turn.undo();
        if (undo.next() < undo.order().size()) {
            turn.set(
                    undo.order().get(undo.next()),
                    new StepState.Ready(
                            Tries.NONE,
                            turn.isSuspect() ? new Directive.ProbeFirst() : new Directive.Fresh()));
        }
    }

    /// One is taken back, or left as it is. Where taking back was given up meanwhile it was the
    /// last.
    static void done(Turn turn) {
        turn.undo(turn.undo().advance());
        if (turn.undo().wish() != Undo.Wish.NOTHING) {
            next(turn);
        }
    }

    /// One cannot be taken back, or nobody wants it any more: the rest stays as it is.
    static void stop(Turn turn, String because) {
        Undo undo = turn.undo();
        for (int i = undo.next(); i < undo.order().size(); i++) {
            int step = undo.order().get(i);
            if (turn.get(step) instanceof StepState.Waiting) {
                turn.set(step, new StepState.Stopped(because));
            }
        }
    }

    /// An abort that takes nothing back, of a run that is taking back.
    static void giveUp(Turn turn) {
        turn.undo(turn.undo().giveUp());
        for (int step : turn.undo().order()) {
            Orders.abort(turn, step);
        }
        for (int step = 0; step < turn.graph().planned(); step++) {
            Orders.abort(turn, step);
        }
    }
}
