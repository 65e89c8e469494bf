package dev.muster.engine.machine;

import dev.muster.engine.EngineErrors;
import dev.muster.record.Actor;
import dev.muster.record.Details;
import dev.muster.record.Event;
import dev.muster.record.Failure;
import dev.muster.record.Order;
import java.util.Optional;

/// What people tell a run.
final class Orders {
    private Orders() {}

    static void answered(Turn turn, Actor actor, Event.Answered answered) {
        int step = turn.number(answered.step());
        if (!(turn.get(step) instanceof StepState.Asked(Tries tries, String _))
                || turn.aborting(step)) {
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

    /// What a person ordered, and what fits how the run stands.
    static void ordered(Turn turn, Actor actor, Event.Ordered ordered) {
        switch (ordered.order()) {
            case Order.Pause _ -> {
                turn.pause(true);
                takeBack(turn);
            }
            case Order.Resume _ -> turn.pause(false);
            case Order.Abort _ when turn.aborting() -> Undoing.giveUp(turn);
            case Order.Abort _ -> abort(turn, Undo.Wish.NOTHING);
            case Order.AbortAndUndo it ->
                    abort(
                            turn,
                            it.pastNoReturn() ? Undo.Wish.EVERYTHING : Undo.Wish.UP_TO_NO_RETURN);
            case Order.Retry it -> retry(turn, turn.number(it.step()));
            case Order.Skip it ->
                    goOnWith(
                            turn,
                            turn.number(it.step()),
                            new Directive.Skip(actor, ordered.reason()));
            case Order.TakeAsDone it ->
                    goOnWith(
                            turn,
                            turn.number(it.step()),
                            new Directive.TakeAsDone(actor, ordered.reason()));
            case Order.Approve it -> People.signed(turn, turn.number(it.step()), it);
        }
    }

    /// What was decided and is not yet begun waits again.
    private static void takeBack(Turn turn) {
        for (int step = 0; step < turn.size(); step++) {
            if (turn.get(step)
                    instanceof StepState.Dispatched(Tries tries, Directive directive, var _)) {
                turn.set(step, new StepState.Ready(tries, directive));
            }
        }
    }

    private static void retry(Turn turn, int step) {
        switch (turn.get(step)) {
            case StepState.Backoff(Tries tries, Directive next, var _, var _) ->
                    turn.set(step, new StepState.Ready(tries.forgiven(), next));
            case StepState.Asked(Tries tries, var _) ->
                    turn.set(step, new StepState.Ready(tries.forgiven(), new Directive.RunAgain()));
            case StepState.Failed(Tries tries, var _) -> {
                turn.set(step, new StepState.Ready(tries.forgiven(), new Directive.ProbeFirst()));
                turn.reopen(step);
            }
            // It is tried anyway, or this comes too late.
            case StepState.Ready _,
                    StepState.Dispatched _,
                    StepState.Waiting _,
                    StepState.Running _,
                    StepState.Awaiting _,
                    StepState.Done _,
                    StepState.Unknown _,
                    StepState.Stopped _ -> {}
        }
    }

    private static void goOnWith(Turn turn, int step, Directive directive) {
        Optional<Tries> tries =
                switch (turn.get(step)) {
                    case StepState.Ready it -> Optional.of(it.tries());
                    case StepState.Dispatched it -> Optional.of(it.tries());
                    case StepState.Backoff it -> Optional.of(it.tries());
                    case StepState.Asked it -> Optional.of(it.tries());
                    case StepState.Awaiting it -> Optional.of(it.tries());
                    case StepState.Failed it -> Optional.of(it.tries());
                    case StepState.Waiting _,
                            StepState.Running _,
                            StepState.Done _,
                            StepState.Unknown _,
                            StepState.Stopped _ ->
                            Optional.empty();
                };
        if (tries.isPresent()) {
            boolean failed = turn.get(step) instanceof StepState.Failed;
            turn.set(step, new StepState.Ready(tries.get().forgiven(), directive));
            if (failed) {
                turn.reopen(step);
            }
        }
    }

    /// Cancels what runs; nothing else starts any more. What may have been begun is unknown, not
    /// undone.
    static void abort(Turn turn, Undo.Wish wish) {
        turn.abort();
        turn.undo(turn.undo().wished(wish));
        for (int step = 0; step < turn.graph().planned(); step++) {
            abort(turn, step);
        }
        turn.sayHanging();
    }

    static void abort(Turn turn, int step) {
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
                    turn.unknown(step, tries, question);
            case StepState.Awaiting(Tries tries, Demand demand) ->
                    turn.set(
                            step,
                            switch (demand) {
                                case Demand.Signatures _ -> stopped();
                                case Demand.Deed _ ->
                                        new StepState.Unknown(
                                                tries, "aborted while people were to do it");
                            });
            case StepState.Done _,
                    StepState.Failed _,
                    StepState.Unknown _,
                    StepState.Stopped _ -> {}
        }
    }

    private static StepState begunOrStopped(Tries tries, Directive directive) {
        return directive instanceof Directive.Fresh
                        || directive instanceof Directive.Skip
                        || directive instanceof Directive.Approved
                ? stopped()
                : new StepState.Unknown(tries, "aborted before anybody looked");
    }

    private static StepState stopped() {
        return new StepState.Stopped("the run was aborted");
    }
}
