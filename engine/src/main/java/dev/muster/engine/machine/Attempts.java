package dev.muster.engine.machine;

import dev.muster.engine.EngineErrors;
import dev.muster.model.Durations;
import dev.muster.plan.Step;
import dev.muster.record.Details;
import dev.muster.record.Event;
import dev.muster.record.Failure;
import dev.muster.record.RetryPolicy;
import dev.muster.record.Timer;
import java.time.Duration;
import java.time.Instant;

/// What becomes of a step when something is heard of one of its attempts.
final class Attempts {
    private Attempts() {}

    static void started(Turn turn, Event.Started started) {
        int step = turn.number(started.step());
        if (turn.get(step) instanceof StepState.Dispatched dispatched
                && dispatched.tries().attempt() == started.attempt()) {
            Tries tries = dispatched.tries().begunAt(turn.now());
            turn.begun(step);
            turn.set(step, new StepState.Running(tries, dispatched.directive(), false));
            Duration wait = Duration.between(turn.now(), dispatched.notBefore());
            Duration timeout = turn.graph().step(step).timeout();
            turn.wake(
                    started.step(),
                    started.attempt(),
                    Timer.Purpose.TIMEOUT,
                    wait.isPositive() ? timeout.plus(wait) : timeout);
        }
    }

    /// A receipt is a receipt, whichever attempt got it and however late.
    static void done(Turn turn, Event.Done done) {
        int step = turn.number(done.step());
        turn.ended(step, done.attempt());
        if (!done.receipt().step().equals(done.step())) {
            throw new IllegalArgumentException(
                    "the receipt of " + done.receipt().step() + " is none for " + done.step());
        }
        switch (turn.get(step)) {
            case StepState.Waiting _,
                    StepState.Ready _,
                    StepState.Dispatched _,
                    StepState.Running _,
                    StepState.Backoff _,
                    StepState.Asked _,
                    StepState.Awaiting _ -> {
                turn.set(step, new StepState.Done(done.receipt()));
                turn.unlock(step);
            }
            case StepState.Done _,
                    StepState.Failed _,
                    StepState.Unknown _,
                    StepState.Stopped _ -> {}
        }
    }

    static void failed(Turn turn, Event.Failed failed) {
        int step = turn.number(failed.step());
        turn.ended(step, failed.attempt());
        switch (turn.get(step)) {
            case StepState.Running(Tries tries, Directive directive, boolean cancelled)
                    when tries.attempt() == failed.attempt() -> {
                if (cancelled) {
                    // What fails because it was cancelled may have done its work before.
                    lost(turn, step, tries, directive, failed.failure().message());
                } else {
                    failed(turn, step, tries.failed(), again(turn, step, directive), failed);
                }
            }
            case StepState.Asked(Tries tries, String _) when tries.attempt() == failed.attempt() ->
                    endedLate(turn, step, tries, failed.failure().message());
            default -> {}
        }
    }

    /// What people said stays said.
    private static Directive again(Turn turn, int step, Directive directive) {
        return turn.isOfPeople(step) ? directive.afterLoss() : new Directive.ProbeFirst();
    }

    private static void failed(
            Turn turn, int step, Tries tries, Directive next, Event.Failed failed) {
        Duration delay = turn.policy().retry().delay(tries.failures(), failed.jitter());
        if (failed.failure().retryable() && !turn.aborting(step) && mayRetry(turn, tries, delay)) {
            backOff(turn, step, tries, next, failed.failure().message(), false);
            turn.wake(failed.step(), tries.attempt(), Timer.Purpose.RETRY, delay);
        } else if (turn.graph().isUndo(step) && !turn.aborting(step)) {
            // A person decides whether the rest is taken back all the same.
            turn.ask(step, tries, question(turn, step, failed.failure().message()));
        } else {
            turn.fail(step, tries, failed.failure());
        }
    }

    private static boolean mayRetry(Turn turn, Tries tries, Duration delay) {
        RetryPolicy policy = turn.policy().retry();
        Instant first = tries.since().orElse(turn.now());
        return tries.failures() < policy.attempts()
                && !turn.now().plus(delay).isAfter(first.plus(policy.deadline()));
    }

    private static void backOff(
            Turn turn, int step, Tries tries, Directive next, String why, boolean unknown) {
        turn.set(step, new StepState.Backoff(tries, next, why, unknown));
    }

    static void lost(Turn turn, Event.Lost lost) {
        int step = turn.number(lost.step());
        turn.ended(step, lost.attempt());
        switch (turn.get(step)) {
            case StepState.Running(Tries tries, Directive directive, boolean _)
                    when tries.attempt() == lost.attempt() -> {
                if (lost.probed() && !turn.aborting(step)) {
                    undecided(turn, step, tries, directive, lost.reason());
                } else {
                    lost(turn, step, tries, directive, lost.reason());
                }
            }
            case StepState.Asked(Tries tries, String _)
                    when tries.attempt() == lost.attempt() && !lost.probed() ->
                    endedLate(turn, step, tries, lost.reason());
            default -> {}
        }
    }

    /// An attempt that was left alone has ended after all: now it can be looked at, while attempts
    /// are left. Else the question stands, or one that hangs each time would go on for ever.
    private static void endedLate(Turn turn, int step, Tries tries, String reason) {
        if (turn.aborting(step)) {
            turn.unknown(step, tries, reason);
            return;
        }
        Tries failed = tries.failed();
        if (mayRetry(turn, failed, turn.policy().retry().delay(failed.failures(), 0))) {
            lost(turn, step, tries, new Directive.ProbeFirst(), reason);
        }
    }

    /// Unknown is not failed: the next attempt looks first, and when the attempts are spent a last
    /// one only looks.
    private static void lost(
            Turn turn, int step, Tries before, Directive directive, String reason) {
        Tries tries = before.failed();
        if (turn.aborting(step)) {
            turn.unknown(step, tries, reason);
            return;
        }
        Duration delay = turn.policy().retry().delay(tries.failures(), 0);
        Directive next = directive.afterLoss();
        if (!mayRetry(turn, tries, delay)) {
            if (turn.isOfPeople(step)) {
                // Nobody may say in passing that it was approved.
                turn.fail(step, tries, spent(reason));
                return;
            }
            if (!(next instanceof Directive.ProbeFirst)) {
                turn.ask(step, tries, question(turn, step, reason));
                return;
            }
            next = new Directive.ProbeOnly();
        }
        backOff(turn, step, tries, next, reason, true);
        turn.wake(turn.graph().step(step).id(), tries.attempt(), Timer.Purpose.RETRY, delay);
    }

    /// A probe could not tell either.
    private static void undecided(
            Turn turn, int step, Tries tries, Directive directive, String reason) {
        if (turn.isOfPeople(step)) {
            // There is no receipt: people have not done it, and are asked.
            turn.set(step, new StepState.Ready(tries.forgiven(), new Directive.Fresh()));
        } else if (directive instanceof Directive.ProbeOnly
                && turn.graph().step(step).repeatable()) {
            turn.fail(step, tries, spent(reason));
        } else {
            turn.ask(step, tries, question(turn, step, reason));
        }
    }

    private static Failure spent(String reason) {
        return new Failure(EngineErrors.STEP_SPENT.id(), reason, "", false, Details.NONE);
    }

    private static String question(Turn turn, int step, String reason) {
        return (turn.graph().isUndo(step) ? "is taken back the " : "is the ")
                + Turn.describe(turn.graph().step(step).action())
                + (turn.graph().isUndo(step) ? "? attempt " : " done? attempt ")
                + attemptOf(turn.get(step))
                + ": "
                + reason;
    }

    private static int attemptOf(StepState state) {
        return switch (state) {
            case StepState.Running running -> running.tries().attempt();
            case StepState.Asked asked -> asked.tries().attempt();
            default -> 0;
        };
    }

    static void timer(Turn turn, Timer timer) {
        int number = turn.number(timer.step());
        Step step = turn.graph().step(number);
        switch (timer.purpose()) {
            case RETRY -> {
                if (turn.get(number) instanceof StepState.Backoff backoff
                        && backoff.tries().attempt() == timer.attempt()) {
                    turn.set(number, new StepState.Ready(backoff.tries(), backoff.next()));
                }
            }
            case TIMEOUT -> {
                if (turn.get(number) instanceof StepState.Running running
                        && running.tries().attempt() == timer.attempt()
                        && !running.cancelled()) {
                    String timeout = Durations.text(step.timeout());
                    turn.cancel(number, running, "it took longer than " + timeout);
                }
            }
            case EXPIRY -> People.expired(turn, number, timer.attempt());
            case GRACE -> {
                if (turn.get(number) instanceof StepState.Running running
                        && running.tries().attempt() == timer.attempt()
                        && running.cancelled()) {
                    hangs(turn, number, running.tries());
                }
            }
        }
    }

    private static void hangs(Turn turn, int step, Tries tries) {
        String grace = Durations.text(turn.policy().cancelGrace());
        String reason = "it was cancelled and has not ended within " + grace;
        turn.hangs(step, tries.attempt());
        if (turn.aborting(step)) {
            turn.unknown(step, tries, reason);
        } else if (turn.isOfPeople(step)) {
            turn.fail(step, tries, spent(reason));
        } else {
            turn.ask(step, tries, question(turn, step, reason));
        }
    }
}
