package dev.muster.engine.machine;

import dev.muster.model.Epoch;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.Predecessor;
import dev.muster.record.RunPolicy;
import java.time.Duration;

/// A controller takes a run up: the first, or one after another.
final class Takeover {
    private Takeover() {}

    static void apply(Turn turn, Event.TookOver tookOver) {
        if (turn.end().filter(end -> end != EndState.FAILED).isPresent()) {
            return;
        }
        boolean failed = turn.end().isPresent();
        Epoch epoch = tookOver.epoch();
        boolean unknown = tookOver.predecessor().isUnknown();
        if (tookOver.predecessor() == Predecessor.TAKING_BACK && !turn.aborting()) {
            turn.undo(turn.undo().recall());
        }
        turn.takenOver(
                epoch,
                unknown ? epoch.number() : 0,
                turn.now().plus(lateEffects(turn.policy(), tookOver.predecessor())));
        for (int step = 0; step < turn.size(); step++) {
            adopt(turn, step, unknown);
        }
        if (failed) {
            reopen(turn);
        }
    }

    /// How long a predecessor may still act where a target cannot refuse it: one that is dead has
    /// at most a last call under way, one that may be frozen has its lease, too.
    private static Duration lateEffects(RunPolicy policy, Predecessor predecessor) {
        return switch (predecessor) {
            case NONE -> Duration.ZERO;
            case ENDED -> policy.callDeadline();
            case UNKNOWN, TAKING_BACK -> policy.lease().plus(policy.callDeadline());
        };
    }

    /// @param unknown whether the predecessor may have begun what no journal here tells of
    private static void adopt(Turn turn, int step, boolean unknown) {
        switch (turn.get(step)) {
            case StepState.Running(Tries tries, Directive directive, boolean _) -> {
                if (turn.aborting(step)) {
                    turn.unknown(step, tries, "its controller ended");
                } else {
                    turn.set(step, new StepState.Ready(tries, directive.afterLoss()));
                }
            }
            case StepState.Dispatched(Tries tries, Directive directive, var _) ->
                    turn.set(step, again(tries, directive, unknown));
            case StepState.Ready(Tries tries, Directive directive) ->
                    turn.set(step, again(tries, directive, unknown));
            case StepState.Backoff backoff ->
                    turn.set(step, new StepState.Ready(backoff.tries(), backoff.next()));
            case StepState.Awaiting awaiting -> People.adopt(turn, step, awaiting, unknown);
            case StepState.Waiting _,
                    StepState.Asked _,
                    StepState.Done _,
                    StepState.Failed _,
                    StepState.Unknown _,
                    StepState.Stopped _ -> {}
        }
    }

    private static StepState again(Tries tries, Directive directive, boolean unknown) {
        return new StepState.Ready(tries, unknown ? directive.afterLoss() : directive);
    }

    /// Taking up a run that failed is another try of what failed, with all that waited for it.
    private static void reopen(Turn turn) {
        for (int step = 0; step < turn.graph().planned(); step++) {
            switch (turn.get(step)) {
                case StepState.Failed(Tries tries, var _) ->
                        turn.set(
                                step,
                                new StepState.Ready(tries.forgiven(), new Directive.ProbeFirst()));
                case StepState.Unknown(Tries tries, String _) ->
                        turn.set(
                                step,
                                new StepState.Ready(tries.forgiven(), new Directive.ProbeFirst()));
                case StepState.Stopped _ ->
                        turn.set(step, new StepState.Waiting(turn.missing(step)));
                default -> {}
            }
        }
    }
}
