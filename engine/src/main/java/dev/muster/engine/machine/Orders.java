package dev.muster.engine.machine;

import dev.muster.engine.EngineErrors;
import dev.muster.record.Actor;
import dev.muster.record.Details;
import dev.muster.record.Event;
import dev.muster.record.Failure;

/// What people tell a run.
final class Orders {
    private Orders() {}

    static void answered(Turn turn, Actor actor, Event.Answered answered) {
        int step = turn.number(answered.step());
        if (!(turn.get(step) instanceof StepState.Asked(Tries tries, String _))) {
            return;
        }
        switch (answered.answer()) {
            case DONE ->
                    turn.set(
                            step,
                            new StepState.Ready(
                                    tries.forgiven(),
                                    new Directive.TakeAsDone(actor, answered.note())));
            case AGAIN ->
                    turn.set(step, new StepState.Ready(tries.forgiven(), new Directive.RunAgain()));
            case FAIL ->
                    turn.fail(
                            step,
                            tries,
                            new Failure(
                                    EngineErrors.STEP_GIVEN_UP.id(),
                                    "given up by " + actor + ": " + answered.note(),
                                    "",
                                    false,
                                    Details.NONE));
        }
    }

    /// Cancels what runs; nothing else starts any more. What may have been begun is unknown, not
    /// undone.
    static void abort(Turn turn) {
        turn.abort();
        for (int step = 0; step < turn.size(); step++) {
            switch (turn.get(step)) {
                case StepState.Waiting _ -> turn.set(step, stopped());
                case StepState.Ready(Tries tries, Directive directive) ->
                        turn.set(step, begunOrStopped(tries, directive));
                case StepState.Dispatched(Tries tries, Directive directive, var _) ->
                        turn.set(step, begunOrStopped(tries, directive));
                case StepState.Running running -> {
                    if (!running.cancelled()) {
                        turn.cancel(step, running, "the run was aborted");
                    }
                }
                case StepState.Backoff(Tries tries, Directive _, String why, boolean unknown) ->
                        turn.set(
                                step,
                                unknown
                                        ? new StepState.Unknown(tries, why)
                                        : new StepState.Stopped("aborted after: " + why));
                case StepState.Asked(Tries tries, String question) ->
                        turn.set(step, new StepState.Unknown(tries, question));
                case StepState.Done _,
                        StepState.Failed _,
                        StepState.Unknown _,
                        StepState.Stopped _ -> {}
            }
        }
    }

    private static StepState begunOrStopped(Tries tries, Directive directive) {
        return directive instanceof Directive.Fresh
                ? stopped()
                : new StepState.Unknown(tries, "aborted before anybody looked");
    }

    private static StepState stopped() {
        return new StepState.Stopped("the run was aborted");
    }
}
