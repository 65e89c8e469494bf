package dev.muster.engine.shell;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.machine.Command;
import dev.muster.engine.machine.Directive;
import dev.muster.kind.Action;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.record.Actor;
import dev.muster.record.Details;
import dev.muster.record.Failure;
import dev.muster.record.Outcome;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Carries one attempt out so that a finished step is never run again: look for the receipt, look
/// at the world where an earlier attempt may have acted, see that nobody has taken over, run, make
/// the receipt durable at home, and only then say so.
///
/// Holds no state between calls; safe for many threads.
public final class StepShell {
    private final StepHandlers handlers;
    private final Ledger ledger;
    private final Timing timing;

    public StepShell(StepHandlers handlers, Ledger ledger, Timing timing) {
        this.handlers = handlers;
        this.ledger = ledger;
        this.timing = timing;
    }

    /// Never throws what a handler or the ledger threw: every end is a result.
    public AttemptResult carryOut(RunStart start, Command.Run run, AttemptControl control) {
        Attempt attempt = new Attempt(start, run, control);
        try {
            return attempt.carryOut();
        } catch (InterruptedException cancelled) {
            return new AttemptResult.Lost("it was cancelled", false, Optional.empty());
        }
    }

    private static AttemptResult lost(String reason, Throwable error) {
        return new AttemptResult.Lost(
                reason + ": " + error.getMessage(), false, Optional.of(error));
    }

    private static AttemptResult failed(Failure failure) {
        return new AttemptResult.Failed(failure, Optional.empty());
    }

    /// One attempt.
    private final class Attempt {
        private final RunStart start;
        private final Command.Run run;
        private final AttemptControl control;
        private final StepHandler handler;
        private final StepContext context;

        Attempt(RunStart start, Command.Run run, AttemptControl control) {
            this.start = start;
            this.run = run;
            this.control = control;
            this.handler =
                    run.step().action() instanceof Action.OfPeople
                            ? new NobodyHandler()
                            : handlers.handler(run.step().action());
            this.context = new Context(start, run, control, ledger, timing);
        }

        AttemptResult carryOut() throws InterruptedException {
            try {
                Optional<Receipt> found = find();
                if (found.isEmpty() && waited()) {
                    found = find();
                }
                if (found.isPresent()) {
                    return new AttemptResult.Done(found.get());
                }
                Optional<Epoch> current = ledger.currentEpoch(start.run());
                if (current.filter(epoch -> epoch.compareTo(run.epoch()) > 0).isPresent()) {
                    return new AttemptResult.Superseded(current.get());
                }
            } catch (RuntimeException | Error unreachable) {
                return notBegun(unreachable);
            }
            return switch (run.directive()) {
                case Directive.Fresh _, Directive.RunAgain _, Directive.ProbeFirst _
                        when run.undoes().isPresent() ->
                        undo();
                case Directive.ProbeOnly _ when run.undoes().isPresent() ->
                        new AttemptResult.Lost(
                                "there is no way to look whether it is taken back",
                                true,
                                Optional.empty());
                case Directive.Fresh _, Directive.RunAgain _ -> runAndWriteDown();
                case Directive.ProbeFirst _, Directive.ProbeOnly _ -> probe();
                case Directive.TakeAsDone told -> takeAsDone(told);
                case Directive.Skip told -> skip(told);
                case Directive.Approved told -> approved(told);
            };
        }

        /// A receipt under a name that is not its own is no proof of anything.
        private Optional<Receipt> find() {
            Optional<Receipt> found = ledger.find(run.token());
            if (found.map(Receipt::token).filter(token -> !token.equals(run.token())).isPresent()) {
                throw EngineErrors.RECEIPT_FOREIGN.error(
                        "the receipt of "
                                + found.get().token()
                                + " stands in the place of that of "
                                + run.token(),
                        "");
            }
            return found;
        }

        private boolean waited() throws InterruptedException {
            Duration wait = Duration.between(timing.instant(), run.notBefore());
            if (!wait.isPositive()) {
                return false;
            }
            control.interruptibly(() -> {
                timing.pause(wait);
                return wait;
            });
            return true;
        }

        /// This attempt did nothing; that is all that is known where an earlier one may have.
        private AttemptResult notBegun(Throwable unreachable) {
            return run.directive() instanceof Directive.Fresh
                    ? threw(unreachable, true)
                    : lost("the run's home could not be read", unreachable);
        }

        private AttemptResult takeAsDone(Directive.TakeAsDone told) {
            Details details =
                    Details.NONE
                            .withNote("answered-by", told.by().name())
                            .withNote("answer", told.note());
            return writeDown(Receipt.Origin.ANSWERED, timing.instant(), details);
        }

        /// The signatures are looked at here once more, and by whoever reads the record: request
        /// and signatures stand in the receipt.
        private AttemptResult approved(Directive.Approved told) {
            if (!(run.step().action() instanceof Action.Approve action)
                    || !Quorum.isReached(action.approval(), told, start)) {
                return failed(
                        new Failure(
                                EngineErrors.APPROVAL_BAD.id(),
                                "the signatures of " + run.step().id() + " do not hold",
                                EngineErrors.APPROVAL_BAD.remedy(),
                                false,
                                Details.NONE));
            }
            Details details =
                    Details.NONE
                            .withNote("approved-by", Quorum.words(told))
                            .withNote("request", told.request().text(start));
            for (int i = 0; i < told.signed().size(); i++) {
                details =
                        details.withNote("signature-" + (i + 1), told.signed().get(i).signature());
            }
            return writeDown(Receipt.Origin.ANSWERED, timing.instant(), details);
        }

        /// Durable at home like what is done: nobody, on no machine, does it after all.
        private AttemptResult skip(Directive.Skip told) {
            Details details =
                    Details.NONE
                            .withNote("skipped-by", told.by().name())
                            .withNote("reason", told.reason());
            return writeDown(Receipt.Origin.SKIPPED, timing.instant(), details);
        }

        private AttemptResult probe() throws InterruptedException {
            Instant began = timing.instant();
            StepHandler.Probed probed;
            try {
                probed = control.interruptibly(() -> handler.probe(context));
            } catch (RuntimeException | Error unseen) {
                return lost("looking whether it is done did not work", unseen);
            }
            boolean only = run.directive() instanceof Directive.ProbeOnly;
            return switch (probed) {
                case StepHandler.Probed.Done(Details details) ->
                        writeDown(Receipt.Origin.PROBED, began, details);
                case StepHandler.Probed.NotDone _ -> only ? spent() : runAndWriteDown();
                case StepHandler.Probed.CannotTell(String why) ->
                        !only && run.step().repeatable()
                                ? runAndWriteDown()
                                : new AttemptResult.Lost(why, true, Optional.empty());
            };
        }

        private AttemptResult spent() {
            return failed(
                    new Failure(
                            EngineErrors.STEP_SPENT.id(),
                            "step " + run.step().id() + " is not done after its last attempt",
                            "",
                            false,
                            Details.NONE));
        }

        private AttemptResult runAndWriteDown() throws InterruptedException {
            Instant began = timing.instant();
            Outcome outcome;
            try {
                outcome = control.interruptibly(() -> handler.run(context));
            } catch (RuntimeException | Error error) {
                return threw(
                        error,
                        error instanceof MusterException known && handler.worthRetrying(known));
            }
            return switch (outcome) {
                case Outcome.Done(Details details) -> writeDown(Receipt.Origin.RAN, began, details);
                case Outcome.Failed(Failure failure) -> failed(failure);
                case Outcome.Unknown(String reason) ->
                        new AttemptResult.Lost(reason, false, Optional.empty());
            };
        }

        /// Order: that the run is taken back is durable at home before anything is. Who finds that
        /// there does not go on with the plan; who took over before it was there is seen by the
        /// second look at the epoch.
        private AttemptResult undo() throws InterruptedException {
            Instant began = timing.instant();
            try {
                ledger.putIfAbsent(UndoMark.of(start.run(), run.epoch(), began));
                Optional<Epoch> current = ledger.currentEpoch(start.run());
                if (current.filter(epoch -> epoch.compareTo(run.epoch()) > 0).isPresent()) {
                    return new AttemptResult.Superseded(current.get());
                }
            } catch (RuntimeException | Error unreachable) {
                return notBegun(unreachable);
            }
            StepHandler.Undone undone;
            try {
                undone = control.interruptibly(() -> handler.undo(context));
            } catch (RuntimeException | Error error) {
                return threw(
                        error,
                        error instanceof MusterException known && handler.worthRetrying(known));
            }
            return switch (undone) {
                case StepHandler.Undone.TakenBack(Details details) ->
                        writeDown(Receipt.Origin.RAN, began, details);
                case StepHandler.Undone.Left(String why) ->
                        writeDown(
                                Receipt.Origin.SKIPPED,
                                began,
                                Details.NONE
                                        .withNote("skipped-by", Actor.MUSTER.name())
                                        .withNote("reason", why));
            };
        }

        private AttemptResult threw(Throwable error, boolean retryable) {
            Failure failure =
                    error instanceof MusterException known
                            ? Failure.of(known, retryable, Details.NONE)
                            : new Failure(
                                    EngineErrors.STEP_BUG.id(),
                                    "step " + run.step().id() + " ended with " + error,
                                    EngineErrors.STEP_BUG.remedy(),
                                    false,
                                    Details.NONE);
            return new AttemptResult.Failed(failure, Optional.of(error));
        }

        /// The effect stands and the receipt does not yet: dying here is what probes are for. The
        /// step is done only once its receipt is durable, so nothing is said before.
        private AttemptResult writeDown(Receipt.Origin origin, Instant began, Details details) {
            Instant now = timing.instant();
            Receipt receipt =
                    new Receipt(
                            start.run(),
                            run.step().id(),
                            run.attempt(),
                            run.epoch(),
                            origin,
                            began,
                            now.isBefore(began) ? began : now,
                            details);
            try {
                return new AttemptResult.Done(ledger.putIfAbsent(receipt));
            } catch (RuntimeException | Error unreachable) {
                return lost("the receipt could not be stored at home", unreachable);
            }
        }
    }
}
