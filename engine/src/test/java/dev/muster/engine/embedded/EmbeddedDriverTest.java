package dev.muster.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.FastTiming;
import dev.muster.engine.Hazard;
import dev.muster.engine.MemoryJournals;
import dev.muster.engine.MemoryLedger;
import dev.muster.engine.Plans;
import dev.muster.engine.journal.JournalFolder;
import dev.muster.engine.shell.StepContext;
import dev.muster.engine.shell.StepHandler;
import dev.muster.engine.shell.StepHandlers;
import dev.muster.model.Epoch;
import dev.muster.model.LateEffect;
import dev.muster.model.MusterException;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Answer;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Outcome;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedDriverTest {
    private static final Outcome DONE = new Outcome.Done(Details.NONE);
    private static final Actor YOU = new Actor("you");

    private final FastTiming timing = new FastTiming(200);
    private final MemoryLedger home = new MemoryLedger();
    private final MemoryJournals disk = new MemoryJournals();
    private final List<RunNews> news = new CopyOnWriteArrayList<>();
    private final List<String> ran = new CopyOnWriteArrayList<>();

    /// What a step does; most do nothing but leave their name.
    private interface Body {
        Outcome run(StepContext step) throws InterruptedException;
    }

    private StepHandlers handlers(Body body) {
        return _ ->
                step -> {
                    ran.add(step.step().id().value());
                    return body.run(step);
                };
    }

    private EmbeddedDriver driver(Body body) {
        return new EmbeddedDriver(
                disk.seenBy(Hazard.NONE),
                home.seenBy(Hazard.NONE),
                handlers(body),
                timing,
                () -> 0);
    }

    private <T extends RunNews> List<T> told(Class<T> type) {
        return news.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void aRunGoesThroughItsPlanAndItsRecordTells() {
        RunStart start = Plans.run(Plans.step("a"), Plans.step("b", "a"));
        RunResult result =
                driver(
                                step -> {
                                    step.progress().total(10);
                                    step.progress().advance(10);
                                    return new Outcome.Done(
                                            Details.NONE.withNote(
                                                    "before",
                                                    step.found(new StepId("a")).toString()));
                                })
                        .start(start, news::add)
                        .await();
        assertThat(result.stop()).isEqualTo(new RunResult.Stop.Ended());
        assertThat(result.record().end()).isEqualTo(EndState.SUCCEEDED);
        assertThat(result.record().ended()).contains(result.record().events().getLast().at());
        assertThat(result.record().receipts())
                .extracting(receipt -> receipt.step().value())
                .containsExactly("a", "b");
        assertThat(result.record().receipts().getLast().details().notes().get("before"))
                .as("a step sees what an earlier one found")
                .contains("before=Optional.empty");
        assertThat(result.record().events()).isEqualTo(disk.committed(Plans.RUN));
        assertThat(news.getFirst()).isInstanceOf(RunNews.RunTaken.class);
        assertThat(told(RunNews.StepDone.class)).hasSize(2);
        assertThat(told(RunNews.StepProgressed.class)).isNotEmpty();
        assertThat(news.getLast()).isEqualTo(new RunNews.RunEnded(EndState.SUCCEEDED));
    }

    @Test
    void aRunThatHasEndedIsNotRunAgain() {
        RunStart start = Plans.run(Plans.step("a"));
        driver(_ -> DONE).start(start, news::add).await();
        RunResult again = driver(_ -> DONE).resume(Plans.RUN, List.of(), news::add).await();
        assertThat(again.record().end()).isEqualTo(EndState.SUCCEEDED);
        assertThat(ran).containsExactly("a");
        assertThat(home.seenBy(Hazard.NONE).currentEpoch(Plans.RUN)).contains(Epoch.FIRST);
    }

    @Test
    void aRunThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> driver(_ -> DONE).resume(Plans.RUN, List.of(), news::add).await())
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> assertThat(error.code()).isEqualTo(EngineErrors.RUN_UNKNOWN));
    }

    @Test
    void aFailureThatPassesIsTriedAgainAndToldWithItsTime() {
        AtomicInteger calls = new AtomicInteger();
        RunResult result =
                driver(
                                _ -> {
                                    if (calls.incrementAndGet() < 3) {
                                        throw EngineErrors.HOME_UNREACHABLE.error("not yet", "");
                                    }
                                    return DONE;
                                })
                        .start(Plans.run(Plans.step("a")), news::add)
                        .await();
        assertThat(result.record().end()).isEqualTo(EndState.SUCCEEDED);
        assertThat(told(RunNews.StepFailed.class))
                .hasSize(2)
                .allSatisfy(failed -> {
                    assertThat(failed.retryAt()).isPresent();
                    assertThat(failed.error()).isPresent();
                });
    }

    @Test
    void aFailureIsNeverGreenAndARunTakenUpAgainTriesOnlyWhatFailed() {
        RunStart start = Plans.run(Plans.step("a"), Plans.step("b", "a"), Plans.step("c", "b"));
        AtomicBoolean mended = new AtomicBoolean();
        Body body =
                step -> {
                    if (step.step().id().value().equals("b") && !mended.get()) {
                        throw EngineErrors.STEP_BUG.error("broken", "");
                    }
                    return DONE;
                };
        RunResult first = driver(body).start(start, news::add).await();
        assertThat(first.record().end()).isEqualTo(EndState.FAILED);
        assertThat(told(RunNews.RunEnded.class))
                .containsExactly(new RunNews.RunEnded(EndState.FAILED));
        mended.set(true);
        RunResult second = driver(body).start(start, news::add).await();
        assertThat(second.record().end()).isEqualTo(EndState.SUCCEEDED);
        assertThat(ran).containsExactly("a", "b", "b", "c");
    }

    @Test
    void aStepThatTakesTooLongIsInterruptedAndTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        RunResult result =
                driver(
                                step -> {
                                    if (calls.incrementAndGet() == 1) {
                                        step.timing().pause(Duration.ofHours(1));
                                    }
                                    return DONE;
                                })
                        .start(Plans.run(Plans.step("a")), news::add)
                        .await();
        assertThat(result.record().end()).isEqualTo(EndState.SUCCEEDED);
        assertThat(told(RunNews.StepCancelled.class)).hasSize(1);
        assertThat(told(RunNews.StepLost.class)).hasSize(1);
    }

    @Test
    void stepsThatComputeWithoutPauseDoNotHoldUpTheTimeoutThatEndsThem() {
        Step[] steps = new Step[2 * Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Plans.step("s" + i);
        }
        RunResult result =
                driver(
                                step -> {
                                    while (true) {
                                        step.checkCancelled();
                                        Thread.onSpinWait();
                                    }
                                })
                        .start(Plans.run(Plans.policy(32, 1), steps), news::add)
                        .await();
        assertThat(result.record().end()).isEqualTo(EndState.FAILED);
        assertThat(told(RunNews.StepCancelled.class)).hasSize(steps.length);
    }

    @Test
    void anInterruptLeavesTheRunToBeResumed() throws InterruptedException {
        RunStart start = Plans.run(Plans.step("a"), Plans.step("b", "a"));
        CountDownLatch inB = new CountDownLatch(1);
        AtomicBoolean second = new AtomicBoolean();
        Body body =
                step -> {
                    if (step.step().id().value().equals("b") && !second.get()) {
                        inB.countDown();
                        step.timing().pause(Duration.ofHours(100));
                    }
                    return DONE;
                };
        ActiveRun run = driver(body).start(start, news::add);
        AtomicReference<RunResult> result = new AtomicReference<>();
        Thread waiting = Thread.ofPlatform().start(() -> result.set(run.await()));
        inB.await();
        waiting.interrupt();
        waiting.join();
        assertThat(result.get().stop()).isEqualTo(new RunResult.Stop.Interrupted());
        assertThat(result.get().record().end()).isEqualTo(EndState.OPEN);
        assertThat(result.get().hanging()).isEmpty();
        second.set(true);
        assertThat(driver(body).start(start, news::add).await().record().end())
                .isEqualTo(EndState.SUCCEEDED);
        assertThat(ran).containsExactly("a", "b", "b");
    }

    @Test
    void whatIsDoneWhileTheRunStopsKeepsItsReceipt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        ActiveRun run =
                driver(
                                step -> {
                                    begun.countDown();
                                    try {
                                        step.timing().pause(Duration.ofHours(100));
                                    } catch (InterruptedException stopped) {
                                        return DONE;
                                    }
                                    return DONE;
                                })
                        .start(Plans.run(Plans.step("a"), Plans.step("b", "a")), news::add);
        begun.await();
        run.stop();
        RunResult result = run.await();
        assertThat(result.stop()).isEqualTo(new RunResult.Stop.Interrupted());
        assertThat(result.record().receipts()).hasSize(1);
        assertThat(ran).containsExactly("a");
    }

    @Test
    void aPauseHoldsTheRunUntilItIsResumed() throws InterruptedException {
        CountDownLatch inA = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        ActiveRun run =
                driver(
                                step -> {
                                    if (step.step().id().value().equals("a")) {
                                        inA.countDown();
                                        go.await();
                                    }
                                    return DONE;
                                })
                        .start(
                                Plans.run(Plans.step("a"), Plans.step("b", "a")),
                                told -> {
                                    news.add(told);
                                    if (told instanceof RunNews.RunPaused) {
                                        paused.countDown();
                                    }
                                });
        inA.await();
        run.pause(YOU, "look");
        paused.await();
        go.countDown();
        run.resume(YOU, "seen");
        assertThat(run.await().record().end()).isEqualTo(EndState.SUCCEEDED);
        List<String> kinds = news.stream().map(it -> it.getClass().getSimpleName()).toList();
        assertThat(kinds.indexOf("RunPaused")).isLessThan(kinds.indexOf("RunResumed"));
    }

    @Test
    void anAbortIsLearntByARunningStepAndEndsTheRun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        ActiveRun run =
                driver(
                                step -> {
                                    begun.countDown();
                                    while (true) {
                                        step.checkCancelled();
                                        Thread.onSpinWait();
                                    }
                                })
                        .start(Plans.run(Plans.step("a"), Plans.step("b", "a")), news::add);
        begun.await();
        run.abort(YOU, "enough");
        RunResult result = run.await();
        assertThat(result.record().end()).isEqualTo(EndState.ABORTED);
        assertThat(ran).containsExactly("a");
    }

    @Test
    void aPersonIsAskedAndTheAnswerComesWithTheResume() {
        RunStart start = Plans.run(Plans.step("a", LateEffect.EXPOSED, false));
        RunResult asked =
                driver(_ -> new Outcome.Unknown("the reply was lost"))
                        .start(start, news::add)
                        .await();
        assertThat(asked.stop()).isInstanceOf(RunResult.Stop.Waiting.class);
        assertThat(asked.record().end()).isEqualTo(EndState.OPEN);
        assertThat(told(RunNews.StepAsked.class)).hasSize(1);
        Reply reply = new Reply(YOU, new StepId("a"), Answer.DONE, "it serves");
        RunResult done = driver(_ -> DONE).resume(Plans.RUN, List.of(reply), news::add).await();
        assertThat(done.record().end()).isEqualTo(EndState.SUCCEEDED);
        assertThat(done.record().receipts().getFirst().origin()).isEqualTo(Receipt.Origin.ANSWERED);
        assertThat(ran).containsExactly("a");
    }

    @Test
    void aStepThatDoesNotEndIsToldAndKeepsTheRunFromBeingTakenUpHere(@TempDir Path folder)
            throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        EmbeddedDriver driver =
                new EmbeddedDriver(
                        new JournalFolder(folder, timing),
                        home.seenBy(Hazard.NONE),
                        handlers(_ -> {
                            begun.countDown();
                            boolean waiting = true;
                            while (waiting) {
                                try {
                                    free.await();
                                    waiting = false;
                                } catch (InterruptedException deaf) {
                                    // That is what is tested.
                                }
                            }
                            return DONE;
                        }),
                        timing,
                        () -> 0);
        RunStart start = Plans.run(Plans.policy(1, 1, Duration.ofSeconds(2)), Plans.step("a"));
        ActiveRun run = driver.start(start, news::add);
        begun.await();
        run.stop();
        RunResult result = run.await();
        assertThat(result.hanging()).containsExactly(new StepId("a"));
        assertThatThrownBy(() -> driver.start(start, news::add).await())
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> assertThat(error.code()).isEqualTo(EngineErrors.RUN_BUSY));
        free.countDown();
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheRun() {
        RunResult result =
                driver(_ -> DONE)
                        .start(
                                Plans.run(Plans.step("a")),
                                _ -> {
                                    throw new IllegalStateException("the terminal is gone");
                                })
                        .await();
        assertThat(result.record().end()).isEqualTo(EndState.SUCCEEDED);
        assertThat(result.deaf()).isPresent();
    }

    @Test
    void aJournalThatCannotBeWrittenStopsTheRunBeforeAnythingStarts() {
        Hazard full =
                point -> {
                    if (point.startsWith("before the journal's sync")) {
                        throw EngineErrors.JOURNAL_UNWRITABLE.error("no space left", "");
                    }
                };
        RunResult result =
                new EmbeddedDriver(
                                disk.seenBy(full),
                                home.seenBy(Hazard.NONE),
                                handlers(_ -> DONE),
                                timing,
                                () -> 0)
                        .start(Plans.run(Plans.step("a")), news::add)
                        .await();
        assertThat(result.stop()).isInstanceOf(RunResult.Stop.Broken.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void aHomeThatIsGoneForALeaseStopsTheRun() throws InterruptedException {
        AtomicBoolean gone = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Hazard lost =
                _ -> {
                    if (gone.get()) {
                        throw EngineErrors.HOME_UNREACHABLE.error("no home", "");
                    }
                };
        ActiveRun run =
                new EmbeddedDriver(
                                disk.seenBy(Hazard.NONE),
                                home.seenBy(lost),
                                handlers(step -> {
                                    begun.countDown();
                                    step.timing().pause(Duration.ofHours(100));
                                    return DONE;
                                }),
                                timing,
                                () -> 0)
                        .start(Plans.run(Plans.step("a")), news::add);
        begun.await();
        gone.set(true);
        RunResult result = run.await();
        assertThat(result.stop())
                .isInstanceOfSatisfying(
                        RunResult.Stop.Broken.class,
                        broken ->
                                assertThat(broken.error().code())
                                        .isEqualTo(EngineErrors.HOME_UNREACHABLE));
        assertThat(told(RunNews.HomeUnreachable.class)).isNotEmpty();
    }

    /// The older controller freezes between its last look at the epoch and its act; the younger one
    /// takes over on another machine and finishes; then the older wakes up.
    @Test
    void anOlderControllerCanDoNothingMoreThroughAFencedHandler() throws InterruptedException {
        RunStart start =
                Plans.run(
                        Plans.step("a", LateEffect.FENCED, true),
                        Plans.step("b", LateEffect.FENCED, true, "a"));
        FencedTarget target = new FencedTarget();
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        ActiveRun older =
                driver(
                                step -> {
                                    frozen.countDown();
                                    boolean waiting = true;
                                    while (waiting) {
                                        try {
                                            thaw.await();
                                            waiting = false;
                                        } catch (InterruptedException frozenToo) {
                                            // A frozen process hears nothing.
                                        }
                                    }
                                    return target.act(step);
                                })
                        .start(start, news::add);
        frozen.await();
        RunResult younger =
                new EmbeddedDriver(
                                new MemoryJournals().seenBy(Hazard.NONE),
                                home.seenBy(Hazard.NONE),
                                handlers(target::act),
                                timing,
                                () -> 0)
                        .start(start, _ -> {})
                        .await();
        assertThat(younger.record().end()).isEqualTo(EndState.SUCCEEDED);
        thaw.countDown();
        RunResult superseded = older.await();
        assertThat(superseded.stop()).isEqualTo(new RunResult.Stop.Superseded(new Epoch(2)));
        assertThat(target.acts()).containsExactly("a by 2", "b by 2");
        assertThat(target.refused()).containsExactly("a by 1");
        assertThat(home.receipts()).allMatch(receipt -> receipt.epoch().equals(new Epoch(2)));
    }

    /// Remembers the highest epoch that it saw, and refuses lower ones.
    private static final class FencedTarget {
        private final List<String> acts = new CopyOnWriteArrayList<>();
        private final List<String> refused = new CopyOnWriteArrayList<>();
        private long highest;

        synchronized Outcome act(StepContext step) {
            String who = step.step().id() + " by " + step.epoch();
            if (step.epoch().number() < highest) {
                refused.add(who);
                throw EngineErrors.STEP_BUG.error("an older epoch", "");
            }
            highest = step.epoch().number();
            acts.add(who);
            return DONE;
        }

        List<String> acts() {
            return acts;
        }

        List<String> refused() {
            return refused;
        }
    }

    @Test
    void aTakeoverOfAnExposedStepWaitsForLeaseAndCallDeadlineBeforeItLooks()
            throws InterruptedException {
        RunStart start = Plans.run(Plans.step("a", LateEffect.EXPOSED, true));
        CountDownLatch begun = new CountDownLatch(1);
        ActiveRun older =
                driver(
                                step -> {
                                    begun.countDown();
                                    step.timing().pause(Duration.ofHours(100));
                                    return DONE;
                                })
                        .start(start, news::add);
        begun.await();
        AtomicReference<Duration> waited = new AtomicReference<>();
        var taken = timing.instant();
        StepHandler looks =
                new StepHandler() {
                    @Override
                    public Outcome run(StepContext step) {
                        return DONE;
                    }

                    @Override
                    public Probed probe(StepContext step) {
                        waited.set(Duration.between(taken, step.timing().instant()));
                        return new Probed.NotDone();
                    }
                };
        RunResult younger =
                new EmbeddedDriver(
                                new MemoryJournals().seenBy(Hazard.NONE),
                                home.seenBy(Hazard.NONE),
                                _ -> looks,
                                timing,
                                () -> 0)
                        .start(start, _ -> {})
                        .await();
        assertThat(younger.record().end()).isEqualTo(EndState.SUCCEEDED);
        Duration longest = start.policy().lease().plus(start.policy().callDeadline());
        assertThat(waited.get()).isGreaterThanOrEqualTo(longest);
        assertThat(older.await().stop()).isInstanceOf(RunResult.Stop.Superseded.class);
    }
}
