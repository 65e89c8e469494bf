package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.embedded.RunNews;
import dev.muster.engine.machine.Demand;
import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Digest;
import dev.muster.model.LateEffect;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.notices.Notice;
import dev.muster.notices.NoticeErrors;
import dev.muster.notices.Telling;
import dev.muster.operations.Cancellation;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.EndState;
import dev.muster.record.Purpose;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunStart;
import dev.muster.record.Trigger;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import dev.muster.testkit.ManualTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AskingDeskTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final RunId RUN = new RunId("loss-7");

    private final Strategy strategy = Shop.strategy(Shop.untold(Shop.text()));
    private final ComponentId owned =
            strategy.components().keySet().stream()
                    .filter(id -> strategy.owner(id).isPresent())
                    .findFirst()
                    .orElseThrow();
    private final Step step =
            new Step(
                    new StepId("bank-perform"),
                    new Action.Perform(owned, new RegionId("south"), List.of("Call the bank.")),
                    Set.of(),
                    "because",
                    LateEffect.IDEMPOTENT,
                    false,
                    Duration.ofMinutes(1),
                    new Estimate(Duration.ofMinutes(3), Estimate.Basis.ESTIMATED, "its key"),
                    false);
    private final RunStart start =
            new RunStart(
                    RUN,
                    strategy.name(),
                    new Purpose.Recovery(),
                    new RecoveryPlan(
                            Digest.of("x"),
                            new ScenarioId("loss"),
                            Set.of(),
                            new RegionId("south"),
                            new RestoreTarget.Latest(),
                            List.of(step)),
                    new Trigger(Optional.empty(), START, START, new Actor("probe"), "a test"),
                    RunPolicy.DEFAULT,
                    3);
    private final BlockingQueue<DaemonNews> news = new LinkedBlockingQueue<>();
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger tried = new AtomicInteger();
    private final AskingDesk desk =
            new AskingDesk(
                    strategy, new Ears(), new ManualTiming(START), new Cancellation(), news::add);

    private final class Ears implements Telling {
        @Override
        public List<MusterException> tell(ContactId contact, Notice notice) {
            if (tried.incrementAndGet() <= failing.get()) {
                throw NoticeErrors.NOT_TOLD.error("no answer", "");
            }
            return List.of();
        }

        @Override
        public void beat() {}
    }

    private String next() throws InterruptedException {
        DaemonNews told = news.poll(60, TimeUnit.SECONDS);
        return told instanceof DaemonNews.Alerted it ? it.line() : String.valueOf(told);
    }

    @Test
    void whoIsToDoSomethingIsToldUntilItWorks() throws InterruptedException {
        failing.set(3);
        desk.on(RUN, new RunNews.StepAwaits(start, step, new Demand.Deed()));
        for (int i = 0; i < 3; i++) {
            assertThat(next()).startsWith("Untold[");
        }
        assertThat(next())
                .isEqualTo(
                        "["
                                + strategy.name()
                                + "] perform loss-7: it waits for what people do; then: muster run"
                                + " done loss-7 bank-perform --saw TEXT");
    }

    @Test
    void whoMustSayHowAStepStandsIsTold() throws InterruptedException {
        desk.on(RUN, new RunNews.StepAsked(step, "is it done?"));
        assertThat(next()).contains("answer loss-7: is it done?; muster run show loss-7");
    }

    @Test
    void nobodyIsToldOnceNothingIsAskedAnyMore() throws InterruptedException {
        failing.set(Integer.MAX_VALUE);
        desk.on(RUN, new RunNews.StepAwaits(start, step, new Demand.Deed()));
        assertThat(next()).startsWith("Untold[");
        desk.on(RUN, new RunNews.RunEnded(EndState.ABORTED));
        // the try that was under way is the last one: its end is seen by the silence after it
        DaemonNews last = news.poll();
        while (last != null) {
            last = news.poll(2, TimeUnit.SECONDS);
        }
        assertThat(tried.get()).isPositive();
        failing.set(0);
        assertThat(news.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }
}
