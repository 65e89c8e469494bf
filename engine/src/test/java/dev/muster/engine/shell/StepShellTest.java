package dev.muster.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.FastTiming;
import dev.muster.engine.Hazard;
import dev.muster.engine.MemoryLedger;
import dev.muster.engine.Plans;
import dev.muster.engine.machine.Command;
import dev.muster.engine.machine.Directive;
import dev.muster.model.Epoch;
import dev.muster.model.LateEffect;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Details;
import dev.muster.record.Failure;
import dev.muster.record.Outcome;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import dev.muster.record.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepShellTest {
    private static final Details SEEN = Details.NONE.withNote("seen", "by the probe");

    private final FastTiming timing = new FastTiming(1_000);
    private final MemoryLedger home = new MemoryLedger();
    private final List<String> calls = new ArrayList<>();
    private Step step = Plans.step("a");
    private Outcome outcome = new Outcome.Done(Details.NONE.withNote("did", "it"));
    private StepHandler.Probed probed = new StepHandler.Probed.NotDone();
    private StepHandler.Undone undone = new StepHandler.Undone.TakenBack(Details.NONE);
    private RuntimeException thrown = new IllegalStateException("unused");
    private boolean throwing;
    private Hazard hazard = Hazard.NONE;

    private final StepHandler handler =
            new StepHandler() {
                @Override
                public Outcome run(StepContext context) {
                    calls.add("run " + context.token());
                    if (throwing) {
                        throw thrown;
                    }
                    return outcome;
                }

                @Override
                public Undone undo(StepContext context) {
                    boolean marked = home.has(UndoMark.token(Plans.RUN));
                    calls.add("undo " + context.undoes().orElseThrow().id() + ", marked " + marked);
                    return undone;
                }

                @Override
                public Probed probe(StepContext context) {
                    calls.add("probe");
                    return probed;
                }
            };

    private AttemptResult carryOut(Directive directive) {
        return carryOut(directive, timing.instant());
    }

    private AttemptResult carryOut(Directive directive, Instant notBefore) {
        return carryOut(home.seenBy(hazard), directive, notBefore);
    }

    private AttemptResult carryOut(Ledger ledger, Directive directive, Instant notBefore) {
        RunStart start = Plans.run(step);
        Token token = new Token(start.run(), step.id());
        StepShell shell = new StepShell(_ -> handler, ledger, timing);
        return shell.carryOut(
                start,
                new Command.Run(
                        step,
                        1,
                        token,
                        Epoch.FIRST,
                        directive,
                        notBefore,
                        Optional.empty(),
                        Set.of()),
                new Control());
    }

    private AttemptResult takeBack(Directive directive) {
        Step undo = Plans.step("a-undo");
        RunStart start = Plans.run(step);
        Token token = new Token(start.run(), undo.id());
        return new StepShell(_ -> handler, home.seenBy(hazard), timing)
                .carryOut(
                        start,
                        new Command.Run(
                                undo,
                                1,
                                token,
                                Epoch.FIRST,
                                directive,
                                timing.instant(),
                                Optional.of(step),
                                Set.of()),
                        new Control());
    }

    @Test
    void nothingIsTakenBackBeforeTheHomeKnowsIt() {
        AttemptResult.Done done = (AttemptResult.Done) takeBack(new Directive.Fresh());
        assertThat(calls).containsExactly("undo a, marked true");
        assertThat(done.receipt().origin()).isEqualTo(Receipt.Origin.RAN);
        assertThat(takeBack(new Directive.ProbeFirst())).isEqualTo(done);
        assertThat(calls).hasSize(1);
    }

    @Test
    void whatIsLeftAsItIsSaysWhy() {
        undone = new StepHandler.Undone.Left("it is wanted");
        AttemptResult.Done done = (AttemptResult.Done) takeBack(new Directive.Fresh());
        assertThat(done.receipt().origin()).isEqualTo(Receipt.Origin.SKIPPED);
        assertThat(done.receipt().details().notes()).containsEntry("reason", "it is wanted");
    }

    @Test
    void aTakeoverBesideTheMarkKeepsAllAsItIs() {
        hazard =
                point -> {
                    if (point.equals("after writing the receipt of run-1.abort")) {
                        home.seenBy(Hazard.NONE).claim(Plans.RUN);
                        home.seenBy(Hazard.NONE).claim(Plans.RUN);
                    }
                };
        assertThat(takeBack(new Directive.Fresh())).isInstanceOf(AttemptResult.Superseded.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void whetherItWasTakenBackIsNeverGuessed() {
        assertThat(takeBack(new Directive.ProbeOnly()))
                .isInstanceOfSatisfying(
                        AttemptResult.Lost.class, lost -> assertThat(lost.probed()).isTrue());
        assertThat(calls).isEmpty();
    }

    private static final class Control implements AttemptControl {
        @Override
        public StepProgress progress() {
            throw new IllegalStateException("nothing is told here");
        }

        @Override
        public void checkCancelled() {}

        @Override
        public <T> T interruptibly(Work<T> work) throws InterruptedException {
            return work.run();
        }
    }

    @Test
    void aStepThatRanHasItsReceiptAtHome() {
        AttemptResult.Done done = (AttemptResult.Done) carryOut(new Directive.Fresh());
        assertThat(home.receipts()).containsExactly(done.receipt());
        assertThat(done.receipt().origin()).isEqualTo(Receipt.Origin.RAN);
        assertThat(calls).containsExactly("run run-1.a");
    }

    @Test
    void aStepWithAReceiptIsNeitherLookedAtNorRun() {
        AttemptResult first = carryOut(new Directive.Fresh());
        calls.clear();
        for (Directive directive :
                List.of(
                        new Directive.Fresh(),
                        new Directive.ProbeFirst(),
                        new Directive.ProbeOnly(),
                        new Directive.RunAgain())) {
            assertThat(carryOut(directive)).isEqualTo(first);
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void whatAProbeSeesDoneIsNotRun() {
        probed = new StepHandler.Probed.Done(SEEN);
        AttemptResult.Done done = (AttemptResult.Done) carryOut(new Directive.ProbeFirst());
        assertThat(done.receipt().origin()).isEqualTo(Receipt.Origin.PROBED);
        assertThat(done.receipt().details()).isEqualTo(SEEN);
        assertThat(calls).containsExactly("probe");
    }

    @Test
    void whatAProbeSeesNotDoneIsRunUnlessTheAttemptsAreSpent() {
        assertThat(failureOf(carryOut(new Directive.ProbeOnly())).code())
                .isEqualTo(EngineErrors.STEP_SPENT.id());
        assertThat(calls).containsExactly("probe");
        assertThat(carryOut(new Directive.ProbeFirst())).isInstanceOf(AttemptResult.Done.class);
    }

    private static Failure failureOf(AttemptResult result) {
        return ((AttemptResult.Failed) result).failure();
    }

    @Test
    void whatAProbeCannotTellIsRunAgainOnlyIfThatIsSafe() {
        probed = new StepHandler.Probed.CannotTell("dark");
        step = Plans.step("a", LateEffect.IDEMPOTENT, false);
        assertThat(carryOut(new Directive.ProbeFirst()))
                .isEqualTo(new AttemptResult.Lost("dark", true, Optional.empty()));
        assertThat(calls).containsExactly("probe");
        step = Plans.step("a", LateEffect.IDEMPOTENT, true);
        assertThat(carryOut(new Directive.ProbeFirst())).isInstanceOf(AttemptResult.Done.class);
    }

    @Test
    void whoWasSupersededDoesNothing() {
        home.seenBy(Hazard.NONE).claim(Plans.RUN);
        home.seenBy(Hazard.NONE).claim(Plans.RUN);
        for (Directive directive : List.of(new Directive.Fresh(), new Directive.ProbeFirst())) {
            assertThat(carryOut(directive)).isEqualTo(new AttemptResult.Superseded(new Epoch(2)));
        }
        assertThat(calls).isEmpty();
        assertThat(home.receipts()).isEmpty();
    }

    @Test
    void aPersonsWordIsWrittenDownWithHisName() {
        AttemptResult.Done done =
                (AttemptResult.Done)
                        carryOut(new Directive.TakeAsDone(new Actor("you"), "it serves"));
        assertThat(done.receipt().origin()).isEqualTo(Receipt.Origin.ANSWERED);
        assertThat(done.receipt().details().notes())
                .containsEntry("answered-by", "you")
                .containsEntry("answer", "it serves");
        assertThat(calls).isEmpty();
    }

    @Test
    void nothingHappensBeforeItsTime() {
        Instant notBefore = timing.instant().plus(Duration.ofSeconds(20));
        carryOut(new Directive.ProbeFirst(), notBefore);
        assertThat(timing.instant()).isAfterOrEqualTo(notBefore);
        assertThat(calls).containsExactly("probe", "run run-1.a");
    }

    @Test
    void aHomeThatCannotBeReadBeforeAFreshAttemptIsAFailureThatPasses() {
        hazard = point -> fail(point, "before looking");
        Failure failure = failureOf(carryOut(new Directive.Fresh()));
        assertThat(failure.retryable()).isTrue();
        assertThat(calls).isEmpty();
    }

    @Test
    void aHomeThatCannotBeReadBeforeAnotherAttemptLeavesItUnknown() {
        hazard = point -> fail(point, "before looking");
        assertThat(carryOut(new Directive.ProbeFirst())).isInstanceOf(AttemptResult.Lost.class);
    }

    @Test
    void anEffectWhoseReceiptCannotBeWrittenIsUnknownAndNotFailed() {
        hazard = point -> fail(point, "before writing the receipt");
        assertThat(carryOut(new Directive.Fresh())).isInstanceOf(AttemptResult.Lost.class);
        assertThat(calls).containsExactly("run run-1.a");
    }

    @Test
    void theReceiptOfAnotherStepProvesNothing() {
        home.seenBy(Hazard.NONE)
                .putIfAbsent(
                        new Receipt(
                                Plans.RUN,
                                new StepId("other"),
                                1,
                                Epoch.FIRST,
                                Receipt.Origin.RAN,
                                Plans.BEGAN,
                                Plans.BEGAN,
                                Details.NONE));
        AttemptResult result =
                carryOut(home.confusing("other"), new Directive.Fresh(), timing.instant());
        assertThat(failureOf(result).code()).isEqualTo(EngineErrors.RECEIPT_FOREIGN.id());
        assertThat(calls).isEmpty();
    }

    private static void fail(String point, String where) {
        if (point.startsWith(where)) {
            throw EngineErrors.HOME_UNREACHABLE.error("no home", "");
        }
    }

    @Test
    void whatAHandlerSaysOrThrowsDecidesWhetherItIsTriedAgain() {
        outcome = new Outcome.Unknown("the reply was lost");
        assertThat(carryOut(new Directive.Fresh()))
                .isEqualTo(new AttemptResult.Lost("the reply was lost", false, Optional.empty()));
        throwing = true;
        thrown = EngineErrors.HOME_UNREACHABLE.error("external", "");
        assertThat(failureOf(carryOut(new Directive.Fresh())).retryable()).isTrue();
        thrown = EngineErrors.STEP_BUG.error("bug", "");
        assertThat(failureOf(carryOut(new Directive.Fresh())).retryable()).isFalse();
        thrown = new IllegalStateException("oops");
        Failure bug = failureOf(carryOut(new Directive.Fresh()));
        assertThat(bug.code()).isEqualTo(EngineErrors.STEP_BUG.id());
        assertThat(bug.message()).contains("oops");
        assertThat(home.receipts()).isEmpty();
    }
}
