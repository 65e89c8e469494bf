package dev.muster.cli.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.embedded.RunNews;
import dev.muster.engine.machine.Demand;
import dev.muster.kind.Action;
import dev.muster.kind.Approval;
import dev.muster.kind.Approval.Approver;
import dev.muster.kind.Estimate;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Digest;
import dev.muster.model.Epoch;
import dev.muster.model.LateEffect;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.notices.Notice;
import dev.muster.notices.NoticeErrors;
import dev.muster.notices.Telling;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Purpose;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunStart;
import dev.muster.record.Trigger;
import dev.muster.record.approval.ApprovalRequest;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AskingsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final StepId GATE = new StepId("approval");
    private static final Step STEP =
            new Step(
                    GATE,
                    new Action.Approve(
                            new ComponentId("shop"),
                            new RegionId("south"),
                            new Approval(
                                    List.of(person("ann"), person("deaf")),
                                    1,
                                    Duration.ofMinutes(3),
                                    Optional.of(person("cleo")))),
                    Set.of(),
                    "because",
                    LateEffect.IDEMPOTENT,
                    false,
                    Duration.ofMinutes(1),
                    new Estimate(Duration.ofMinutes(3), Estimate.Basis.ESTIMATED, "its key"),
                    false);
    private static final RunStart RUN =
            new RunStart(
                    new RunId("run-1"),
                    "own",
                    new Purpose.Recovery(),
                    new RecoveryPlan(
                            Digest.of("x"),
                            new ScenarioId("lost"),
                            Set.of(),
                            new RegionId("south"),
                            new RestoreTarget.Latest(),
                            List.of(STEP)),
                    new Trigger(Optional.empty(), NOW, NOW, new Actor("you"), "a test"),
                    RunPolicy.DEFAULT,
                    3);

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();
    private final List<RunNews> shown = new ArrayList<>();

    private static Approver person(String name) {
        return new Approver(new ContactId(name), name, List.of());
    }

    private final Askings askings =
            new Askings(
                    shown::add,
                    said::add,
                    new Fixed(),
                    new Strategy(
                            "own",
                            Digest.of("x"),
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            Map.of(),
                            new Alerts(Map.of(), Optional.empty(), Optional.empty()),
                            List.of()),
                    new Ears());

    private static RunNews asks(int number) {
        return new RunNews.StepAwaits(
                RUN,
                STEP,
                new Demand.Signatures(
                        new ApprovalRequest(GATE, Epoch.FIRST, number, NOW), List.of(), List.of()));
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void whoMaySignIsToldAndWhoCannotBeToldHoldsNothingUp() throws InterruptedException {
        askings.on(asks(1));
        assertThat(List.of(next(), next())).contains("deaf");
        assertThat(shown).hasSize(1);
        // What failed is said with the next news.
        for (int i = 0; i < 600 && said.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            askings.on(new RunNews.RunPaused(""));
        }
        assertThat(said).containsExactly("deaf is not told: no answer");
    }

    @Test
    void whoIsNextIsToldWhenNobodySigned() throws InterruptedException {
        askings.on(asks(2));
        assertThat(List.of(next(), next(), next()))
                .contains(
                        "cleo [own] escalated: approve run-1: it waits for your signature until"
                                + " 2026-03-01T02:00:00Z; muster run approve run-1 approval");
    }

    private final class Ears implements Telling {
        @Override
        public List<MusterException> tell(ContactId contact, Notice notice) {
            if (contact.value().equals("deaf")) {
                told.add("deaf");
                throw NoticeErrors.NOT_TOLD.error("no answer", "");
            }
            told.add(contact + " " + notice.line());
            return List.of();
        }

        @Override
        public void beat() {}
    }

    private static final class Fixed implements Timing {
        @Override
        public Instant instant() {
            return NOW;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(Duration duration) {}
    }
}
