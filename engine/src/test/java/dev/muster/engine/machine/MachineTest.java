package dev.muster.engine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.Plans;
import dev.muster.model.Epoch;
import dev.muster.model.ErrorCode;
import dev.muster.model.LateEffect;
import dev.muster.model.MusterException;
import dev.muster.model.StepId;
import dev.muster.record.Actor;
import dev.muster.record.Answer;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.Failure;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.Predecessor;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import dev.muster.record.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    private State state = Machine.begin(Plans.run(Plans.step("a")));
    private List<Command> commands = List.of();
    private Instant now = Plans.BEGAN;

    private void begin(RunStart start) {
        state = Machine.begin(start);
        hear(new Event.TookOver(Epoch.FIRST, Predecessor.NONE));
    }

    private void hear(Event event) {
        JournalEvent next = new JournalEvent(state.events() + 1, now, new Actor("you"), event);
        Decision decision = Machine.next(state, next);
        state = decision.state();
        commands = decision.commands();
    }

    private void started(String step, int attempt) {
        hear(new Event.Started(new StepId(step), attempt, state.epoch().orElseThrow()));
    }

    private void done(String step, int attempt) {
        hear(new Event.Done(new StepId(step), attempt, receipt(step, attempt)));
    }

    private Receipt receipt(String step, int attempt) {
        Epoch epoch = state.epoch().orElseThrow();
        return new Receipt(
                Plans.RUN,
                new StepId(step),
                attempt,
                epoch,
                Receipt.Origin.RAN,
                now,
                now,
                Details.NONE);
    }

    private void failed(String step, int attempt, boolean retryable) {
        Failure failure = new Failure("MUS-4001", "no answer", "", retryable, Details.NONE);
        hear(new Event.Failed(new StepId(step), attempt, failure, 0));
    }

    private void lost(String step, int attempt, boolean probed) {
        hear(new Event.Lost(new StepId(step), attempt, "gone", probed));
    }

    private void fired(String step, int attempt, Timer.Purpose purpose) {
        hear(new Event.TimerFired(new Timer(new StepId(step), attempt, purpose)));
    }

    private List<String> runs() {
        return commands.stream()
                .filter(Command.Run.class::isInstance)
                .map(Command.Run.class::cast)
                .map(run -> run.step().id() + " " + run.attempt() + " " + run.directive())
                .toList();
    }

    private Command.Run onlyRun() {
        return (Command.Run) commands.getFirst();
    }

    @Test
    void stepsStartWhenEverythingBeforeThemIsDone() {
        begin(Plans.run(Plans.step("a"), Plans.step("b"), Plans.step("c", "a", "b")));
        assertThat(runs()).containsExactly("a 1 Fresh[]", "b 1 Fresh[]");
        started("a", 1);
        started("b", 1);
        done("b", 1);
        assertThat(runs()).isEmpty();
        done("a", 1);
        assertThat(runs()).containsExactly("c 1 Fresh[]");
        started("c", 1);
        done("c", 1);
        assertThat(commands).containsExactly(new Command.Finish(EndState.SUCCEEDED));
    }

    @Test
    void noMoreRunThanMayAndThePlansOrderDecides() {
        begin(Plans.run(Plans.policy(2, 3), Plans.step("a"), Plans.step("b"), Plans.step("c")));
        assertThat(runs()).containsExactly("a 1 Fresh[]", "b 1 Fresh[]");
        started("a", 1);
        done("a", 1);
        assertThat(runs()).containsExactly("c 1 Fresh[]");
    }

    @Test
    void aFailureIsTriedAgainAfterAWaitThatDoubles() {
        begin(Plans.run(Plans.policy(1, 3), Plans.step("a")));
        started("a", 1);
        failed("a", 1, true);
        assertThat(commands).containsExactly(retry(1, 10));
        fired("a", 1, Timer.Purpose.RETRY);
        assertThat(runs()).containsExactly("a 2 ProbeFirst[]");
        started("a", 2);
        failed("a", 2, true);
        assertThat(commands).containsExactly(retry(2, 20));
        fired("a", 2, Timer.Purpose.RETRY);
        started("a", 3);
        failed("a", 3, true);
        assertThat(commands).containsExactly(new Command.Finish(EndState.FAILED));
    }

    private Command retry(int attempt, long millis) {
        return new Command.Wake(
                new Timer(new StepId("a"), attempt, Timer.Purpose.RETRY), now.plusMillis(millis));
    }

    @Test
    void noAttemptBeginsAfterTheDeadline() {
        begin(Plans.run(Plans.policy(1, 9), Plans.step("a")));
        started("a", 1);
        now = now.plus(Duration.ofHours(10));
        failed("a", 1, true);
        assertThat(state.end()).contains(EndState.FAILED);
    }

    @Test
    void aFailureStopsWhatWaitsForItAndNothingElse() {
        begin(
                Plans.run(
                        Plans.step("a"),
                        Plans.step("b", "a"),
                        Plans.step("c", "b"),
                        Plans.step("d")));
        started("a", 1);
        started("d", 1);
        failed("a", 1, false);
        assertThat(state.step(new StepId("c"))).isEqualTo(new StepState.Stopped("it waits for a"));
        assertThat(state.end()).isEmpty();
        done("d", 1);
        assertThat(state.end()).contains(EndState.FAILED);
    }

    @Test
    void anAttemptThatTakesTooLongIsCancelledAndThenLookedAt() {
        begin(Plans.run(Plans.policy(1, 2), Plans.step("a")));
        started("a", 1);
        Timer timeout = new Timer(new StepId("a"), 1, Timer.Purpose.TIMEOUT);
        assertThat(commands).containsExactly(new Command.Wake(timeout, now.plus(Plans.TIMEOUT)));
        fired("a", 1, Timer.Purpose.TIMEOUT);
        assertThat(commands.getFirst())
                .isEqualTo(new Command.Cancel(new StepId("a"), 1, "it took longer than 5 min"));
        lost("a", 1, false);
        fired("a", 1, Timer.Purpose.RETRY);
        assertThat(runs()).containsExactly("a 2 ProbeFirst[]");
        started("a", 2);
        fired("a", 2, Timer.Purpose.TIMEOUT);
        lost("a", 2, false);
        fired("a", 2, Timer.Purpose.RETRY);
        assertThat(runs()).as("a last look").containsExactly("a 3 ProbeOnly[]");
        started("a", 3);
        done("a", 3);
        assertThat(state.end()).as("it had done it after all").contains(EndState.SUCCEEDED);
    }

    @Test
    void whatFailsBecauseItWasCancelledIsUnknown() {
        begin(Plans.run(Plans.step("a")));
        started("a", 1);
        fired("a", 1, Timer.Purpose.TIMEOUT);
        failed("a", 1, false);
        fired("a", 1, Timer.Purpose.RETRY);
        assertThat(runs()).containsExactly("a 2 ProbeFirst[]");
    }

    @Test
    void whereNobodyCanTellAPersonIsAsked() {
        begin(Plans.run(Plans.step("a", LateEffect.EXPOSED, false)));
        started("a", 1);
        lost("a", 1, true);
        assertThat(commands)
                .containsExactly(
                        new Command.Ask(
                                new StepId("a"), 1, "is the start of a done? attempt 1: gone"));
        assertThat(state.waitsForPeopleOnly()).isTrue();
        hear(new Event.Answered(new StepId("a"), Answer.DONE, "it serves"));
        assertThat(onlyRun().directive())
                .isEqualTo(new Directive.TakeAsDone(new Actor("you"), "it serves"));
    }

    @Test
    void aPersonCanHaveItRunAgainOrGiveItUp() {
        begin(Plans.run(Plans.step("a", LateEffect.EXPOSED, false)));
        started("a", 1);
        lost("a", 1, true);
        hear(new Event.Answered(new StepId("a"), Answer.AGAIN, "nothing there"));
        assertThat(runs()).containsExactly("a 2 RunAgain[]");
        started("a", 2);
        lost("a", 2, true);
        hear(new Event.Answered(new StepId("a"), Answer.FAIL, "no use"));
        assertThat(state.end()).contains(EndState.FAILED);
        assertThat(((StepState.Failed) state.step(new StepId("a"))).failure().code())
                .isEqualTo(EngineErrors.STEP_GIVEN_UP.id());
    }

    @Test
    void anAttemptThatDoesNotEndIsAskedAboutAndItsReceiptStillCounts() {
        begin(Plans.run(Plans.step("a")));
        started("a", 1);
        fired("a", 1, Timer.Purpose.TIMEOUT);
        fired("a", 1, Timer.Purpose.GRACE);
        assertThat(state.questions()).hasSize(1);
        done("a", 1);
        assertThat(state.end()).contains(EndState.SUCCEEDED);
    }

    @Test
    void aPauseLetsNothingStartAndWhatRunsGoOn() {
        begin(Plans.run(Plans.step("a"), Plans.step("b", "a")));
        started("a", 1);
        hear(new Event.PauseAsked("look"));
        done("a", 1);
        assertThat(commands).isEmpty();
        hear(new Event.ResumeAsked("seen"));
        assertThat(runs()).containsExactly("b 1 Fresh[]");
    }

    @Test
    void anAbortCancelsWhatRunsAndSaysWhatIsUnknown() {
        begin(Plans.run(Plans.step("a"), Plans.step("b"), Plans.step("c", "a")));
        started("a", 1);
        started("b", 1);
        hear(new Event.AbortAsked("enough"));
        assertThat(commands)
                .filteredOn(Command.Cancel.class::isInstance)
                .extracting(command -> ((Command.Cancel) command).step().value())
                .containsExactly("a", "b");
        done("a", 1);
        assertThat(state.end()).isEmpty();
        lost("b", 1, false);
        assertThat(commands).containsExactly(new Command.Finish(EndState.ABORTED));
        assertThat(state.step(new StepId("b"))).isInstanceOf(StepState.Unknown.class);
        assertThat(state.step(new StepId("c"))).isInstanceOf(StepState.Stopped.class);
    }

    @Test
    void anAbortEndsEvenWhenACancelledAttemptDoesNot() {
        begin(Plans.run(Plans.step("a")));
        started("a", 1);
        hear(new Event.AbortAsked("enough"));
        fired("a", 1, Timer.Purpose.GRACE);
        assertThat(state.end()).contains(EndState.ABORTED);
    }

    @Test
    void whoTakesOverFromADeadOneLooksOnlyAtWhatWasBegun() {
        begin(Plans.run(Plans.step("a"), Plans.step("b"), Plans.step("c", "a")));
        started("a", 1);
        hear(new Event.TookOver(new Epoch(2), Predecessor.ENDED));
        assertThat(runs()).containsExactly("a 2 ProbeFirst[]", "b 2 Fresh[]");
        assertThat(onlyRun().epoch()).isEqualTo(new Epoch(2));
    }

    @Test
    void whoKnowsNothingOfItsPredecessorLooksAtEverythingThatCouldHaveBegun() {
        begin(Plans.run(Plans.step("a"), Plans.step("b"), Plans.step("c", "a")));
        hear(new Event.TookOver(new Epoch(3), Predecessor.UNKNOWN));
        assertThat(runs()).containsExactly("a 2 ProbeFirst[]", "b 2 ProbeFirst[]");
        started("a", 2);
        started("b", 2);
        done("a", 2);
        assertThat(runs()).as("a was done only now").containsExactly("c 1 Fresh[]");
    }

    @Test
    void whatCouldHaveBegunAfterAnOldReceiptIsLookedAt() {
        begin(Plans.run(Plans.step("a"), Plans.step("b", "a")));
        Receipt old = receipt("a", 1);
        hear(new Event.TookOver(new Epoch(2), Predecessor.UNKNOWN));
        started("a", 2);
        hear(new Event.Done(new StepId("a"), 2, old));
        assertThat(runs()).containsExactly("b 1 ProbeFirst[]");
    }

    @Test
    void anExposedStepWaitsUntilAFrozenPredecessorCanNoLongerAct() {
        begin(
                Plans.run(
                        Plans.step("a", LateEffect.EXPOSED, true),
                        Plans.step("b", LateEffect.FENCED, true),
                        Plans.step("c", LateEffect.EXPOSED, true)));
        started("a", 1);
        started("b", 1);
        hear(new Event.TookOver(new Epoch(2), Predecessor.UNKNOWN));
        assertThat(waits()).containsExactly(4L, 0L, 4L);
        hear(new Event.TookOver(new Epoch(3), Predecessor.ENDED));
        assertThat(waits()).as("one that is dead has no lease").containsExactly(1L, 0L, 1L);
    }

    private List<Long> waits() {
        return commands.stream()
                .map(Command.Run.class::cast)
                .map(run -> Duration.between(now, run.notBefore()).toSeconds())
                .toList();
    }

    @Test
    void aClockThatWasSetBackDoesNotMakeTheWaitLonger() {
        begin(
                Plans.run(
                        Plans.policy(1, 3),
                        Plans.step("a"),
                        Plans.step("b", LateEffect.EXPOSED, true)));
        hear(new Event.TookOver(new Epoch(2), Predecessor.UNKNOWN));
        started("a", 2);
        now = now.minus(Duration.ofHours(5));
        done("a", 2);
        assertThat(waits()).containsExactly(4L);
    }

    @Test
    void takingUpARunThatFailedTriesWhatFailedAgain() {
        begin(Plans.run(Plans.step("a"), Plans.step("b", "a"), Plans.step("c", "b")));
        started("a", 1);
        done("a", 1);
        started("b", 1);
        failed("b", 1, false);
        assertThat(state.end()).contains(EndState.FAILED);
        hear(new Event.TookOver(new Epoch(2), Predecessor.ENDED));
        assertThat(state.end()).isEmpty();
        assertThat(runs()).containsExactly("b 2 ProbeFirst[]");
        started("b", 2);
        done("b", 2);
        assertThat(runs()).containsExactly("c 1 Fresh[]");
    }

    @Test
    void aRunOfANewerVersionIsRefused() {
        RunStart start = Plans.run(Plans.step("a"));
        RunStart newer =
                new RunStart(
                        start.run(),
                        start.system(),
                        start.purpose(),
                        start.plan(),
                        start.trigger(),
                        start.policy(),
                        Machine.VERSION + 1);
        refuses(EngineErrors.RUN_NEWER, newer);
    }

    @Test
    void aPlanThatCannotBeRunIsRefused() {
        refuses(EngineErrors.PLAN_UNSOUND, Plans.run());
        refuses(EngineErrors.PLAN_UNSOUND, Plans.run(Plans.step("a"), Plans.step("a")));
        refuses(EngineErrors.PLAN_UNSOUND, Plans.run(Plans.step("a", "a")));
        refuses(EngineErrors.PLAN_UNSOUND, Plans.run(Plans.step("a", "b"), Plans.step("b", "a")));
        refuses(EngineErrors.PLAN_UNSOUND, Plans.run(Plans.step("a", "elsewhere")));
    }

    private static void refuses(ErrorCode code, RunStart start) {
        assertThatThrownBy(() -> Machine.begin(start))
                .isInstanceOfSatisfying(
                        MusterException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void anEventOutOfItsOrderIsRefused() {
        begin(Plans.run(Plans.step("a")));
        assertThatThrownBy(() ->
                        Machine.next(
                                state,
                                new JournalEvent(1, now, Actor.MUSTER, new Event.PauseAsked(""))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void ordered(Order order) {
        assertThat(Machine.refuses(state, order)).isEmpty();
        hear(new Event.Ordered("order-1", order, "because"));
    }

    private String refusal(Order order) {
        return Machine.refuses(state, order).orElseThrow();
    }

    @Test
    void whatIsSkippedCountsAsDoneForOthersButNotForTheEnd() {
        begin(Plans.run(Plans.policy(1, 1), Plans.step("a"), Plans.step("b", "a")));
        started("a", 1);
        failed("a", 1, true);
        assertThat(state.end()).contains(EndState.FAILED);
        assertThat(refusal(new Order.Skip(new StepId("b")))).isEqualTo("b waits for a");
        hear(new Event.TookOver(state.epoch().orElseThrow().next(), Predecessor.ENDED));
        ordered(new Order.Skip(new StepId("a")));
        assertThat(onlyRun().directive())
                .isEqualTo(new Directive.Skip(new Actor("you"), "because"));
        int attempt = onlyRun().attempt();
        started("a", attempt);
        hear(new Event.Done(new StepId("a"), attempt, skipped("a", attempt)));
        started("b", 1);
        done("b", 1);
        assertThat(commands).containsExactly(new Command.Finish(EndState.INCOMPLETE));
        assertThat(refusal(new Order.Abort())).contains("incomplete");
    }

    /// One that waits for two that failed, for one of them not directly.
    @Test
    void whatAlsoWaitsBehindAnotherFailureStaysStopped() {
        begin(
                Plans.run(
                        Plans.step("a"),
                        Plans.step("b", "a"),
                        Plans.step("c"),
                        Plans.step("d", "b", "c"),
                        Plans.step("e")));
        for (String step : List.of("a", "c", "e")) {
            started(step, 1);
        }
        failed("a", 1, false);
        failed("c", 1, false);

        ordered(new Order.Skip(new StepId("c")));
        int attempt = onlyRun().attempt();
        started("c", attempt);
        hear(new Event.Done(new StepId("c"), attempt, skipped("c", attempt)));
        assertThat(state.step(new StepId("d"))).isInstanceOf(StepState.Stopped.class);

        done("e", 1);
        assertThat(state.end()).contains(EndState.FAILED);
    }

    private Receipt skipped(String step, int attempt) {
        Receipt ran = receipt(step, attempt);
        return new Receipt(
                ran.run(),
                ran.step(),
                attempt,
                ran.epoch(),
                Receipt.Origin.SKIPPED,
                ran.started(),
                ran.finished(),
                Details.NONE);
    }

    @Test
    void aRetryWhileOthersRunLetsWhatWasStoppedWaitAgain() {
        begin(
                Plans.run(
                        Plans.policy(4, 1),
                        Plans.step("a"),
                        Plans.step("x"),
                        Plans.step("other"),
                        Plans.step("b", "a"),
                        Plans.step("c", "a", "x")));
        started("a", 1);
        started("x", 1);
        started("other", 1);
        failed("a", 1, true);
        failed("x", 1, true);
        assertThat(state.step(new StepId("b"))).isInstanceOf(StepState.Stopped.class);
        ordered(new Order.Retry(new StepId("a")));
        assertThat(runs()).containsExactly("a 2 ProbeFirst[]");
        assertThat(state.step(new StepId("b"))).isEqualTo(new StepState.Waiting(1));
        assertThat(state.step(new StepId("c")))
                .as("x failed, too")
                .isInstanceOf(StepState.Stopped.class);
        started("a", 2);
        assertThat(refusal(new Order.Retry(new StepId("a")))).contains("is running");
        done("a", 2);
        assertThat(runs()).containsExactly("b 1 Fresh[]");
        ordered(new Order.Retry(new StepId("x")));
        assertThat(state.step(new StepId("c"))).isEqualTo(new StepState.Waiting(1));
    }

    @Test
    void aRetryDoesNotWaitForTheTimeOfTheNextAttempt() {
        begin(Plans.run(Plans.policy(1, 3), Plans.step("a")));
        started("a", 1);
        failed("a", 1, true);
        ordered(new Order.Retry(new StepId("a")));
        assertThat(runs()).containsExactly("a 2 ProbeFirst[]");
        fired("a", 1, Timer.Purpose.RETRY);
        assertThat(runs()).isEmpty();
    }

    @Test
    void aPauseTakesBackWhatHasNotBegun() {
        begin(Plans.run(Plans.policy(4, 1), Plans.step("a"), Plans.step("b")));
        started("a", 1);
        ordered(new Order.Pause());
        assertThat(state.step(new StepId("b"))).isInstanceOf(StepState.Ready.class);
        assertThat(state.inFlight()).isEqualTo(1);
        assertThat(refusal(new Order.Pause())).contains("paused already");
        done("a", 1);
        assertThat(runs()).isEmpty();
        ordered(new Order.Resume());
        assertThat(runs()).containsExactly("b 2 Fresh[]");
        assertThat(refusal(new Order.Resume())).contains("not paused");
    }

    @Test
    void whatAPersonDidIsWrittenDownWithWhatWasSeen() {
        begin(Plans.run(Plans.policy(4, 1), Plans.step("a")));
        ordered(new Order.TakeAsDone(new StepId("a")));
        assertThat(onlyRun().directive())
                .isEqualTo(new Directive.TakeAsDone(new Actor("you"), "because"));
        assertThat(refusal(new Order.Skip(new StepId("zz")))).contains("no step zz");
    }

    @Test
    void whoGivesUpTakingBackTakesNothingMoreBack() {
        begin(
                Plans.runNow(
                        Plans.policy(4, 3),
                        List.of(
                                Plans.undoable("a"),
                                Plans.undoable("b", "a"),
                                Plans.step("c", "b"))));
        started("a", 1);
        done("a", 1);
        started("b", 1);
        done("b", 1);
        hear(new Event.Ordered("order-1", new Order.AbortAndUndo(false), "a test"));
        assertThat(runs()).containsExactly("b-undo 1 Fresh[]");
        started("b-undo", 1);
        hear(new Event.Ordered("order-2", new Order.Abort(), "that will do"));
        done("b-undo", 1);

        assertThat(runs()).isEmpty();
        assertThat(state.end()).contains(EndState.ABORTED);
    }
}
