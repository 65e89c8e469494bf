package dev.muster.operations.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.journal.Holder;
import dev.muster.engine.machine.Machine;
import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Digest;
import dev.muster.model.Epoch;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.operations.runs.RunView.Stand;
import dev.muster.operations.runs.RunView.StepView;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Details;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.Predecessor;
import dev.muster.record.Purpose;
import dev.muster.record.Receipt;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunStart;
import dev.muster.record.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunPictureTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T02:00:00Z");
    private static final RunId RUN = new RunId("north-lost-1");
    private static final RegionId SOUTH = new RegionId("south");
    private static final RunStart START =
            new RunStart(
                    RUN,
                    "shop",
                    new Purpose.Recovery(),
                    new RecoveryPlan(
                            Digest.of("strategy"),
                            new ScenarioId("north-lost"),
                            Set.of(new RegionId("north")),
                            SOUTH,
                            new RestoreTarget.Latest(),
                            List.of(
                                    step("db", 20),
                                    step("cache", 5),
                                    step("shop", 3, "db", "cache"))),
                    new Trigger(Optional.empty(), BEGAN, BEGAN, new Actor("ann"), "a test"),
                    RunPolicy.DEFAULT,
                    1);

    private final List<JournalEvent> events = new ArrayList<>();

    private static Step step(String name, int seconds, String... after) {
        return new Step(
                new StepId(name),
                new Action.Start(new ComponentId(name), SOUTH),
                Set.of(after).stream()
                        .map(StepId::new)
                        .collect(java.util.stream.Collectors.toSet()),
                "because",
                LateEffect.IDEMPOTENT,
                false,
                Duration.ofMinutes(5),
                new Estimate(Duration.ofSeconds(seconds), Estimate.Basis.ESTIMATED, "a guess"),
                false);
    }

    private void at(int second, Event event) {
        events.add(
                new JournalEvent(
                        events.size() + 1, BEGAN.plusSeconds(second), Actor.MUSTER, event));
    }

    private void begins(int second, String step) {
        at(second, new Event.Started(new StepId(step), 1, Epoch.FIRST));
    }

    private void ends(int second, String step) {
        Receipt receipt =
                new Receipt(
                        RUN,
                        new StepId(step),
                        1,
                        Epoch.FIRST,
                        Receipt.Origin.RAN,
                        BEGAN,
                        BEGAN.plusSeconds(second),
                        Details.NONE);
        at(second, new Event.Done(new StepId(step), 1, receipt));
    }

    private void takesOver() {
        at(0, new Event.TookOver(Epoch.FIRST, Predecessor.NONE));
        begins(0, "db");
        begins(0, "cache");
    }

    private RunView view(int second, boolean driven) {
        return view(START, second, driven);
    }

    private RunView view(RunStart start, int second, boolean driven) {
        KnownRun run =
                KnownRun.of(
                        start,
                        events,
                        driven ? Optional.of(new Holder(7, BEGAN)) : Optional.empty());
        return RunPicture.of(
                run, id -> Optional.of(new ContactId("you")), BEGAN.plusSeconds(second));
    }

    private static StepView step(RunView view, String name) {
        return view.steps().stream()
                .filter(it -> it.step().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWaitsForWhatIsShownWithTheTimeThatIsLeft() {
        takesOver();
        ends(4, "cache");

        RunView view = view(8, true);

        assertThat(view.state()).isEqualTo(KnownRun.Stand.RUNNING);
        assertThat(view.done()).isEqualTo(1);
        assertThat(view.predicted()).isEqualTo(Duration.ofSeconds(23));
        assertThat(view.elapsed()).isEqualTo(Duration.ofSeconds(8));
        assertThat(view.expected()).isEqualTo(Duration.ofSeconds(23));
        assertThat(step(view, "db").state()).isEqualTo(Stand.RUNNING);
        assertThat(step(view, "db").took()).contains(Duration.ofSeconds(8));
        assertThat(step(view, "db").critical()).isTrue();
        assertThat(step(view, "cache").critical()).isFalse();
        assertThat(step(view, "cache").took()).contains(Duration.ofSeconds(4));
        assertThat(step(view, "shop").waitsFor()).containsExactly(new StepId("db"));
        assertThat(step(view, "shop").critical()).isTrue();
    }

    @Test
    void whatIsLateMovesTheEnd() {
        takesOver();
        ends(4, "cache");
        assertThat(view(30, true).expected()).isEqualTo(Duration.ofSeconds(33));
    }

    @Test
    void whatTookLongestDecidesTheCriticalPathAndNotWhatWasPredicted() {
        takesOver();
        ends(4, "db");
        RunView view = view(20, true);
        assertThat(step(view, "db").critical()).isFalse();
        assertThat(step(view, "cache").critical()).isTrue();
    }

    @Test
    void aQuestionNamesWhomItWaitsFor() {
        takesOver();
        ends(4, "cache");
        at(5, new Event.Lost(new StepId("db"), 1, "the reply was lost", true));

        RunView view = view(8, true);

        assertThat(view.state()).isEqualTo(KnownRun.Stand.ASKS);
        assertThat(step(view, "db").state()).isEqualTo(Stand.ASKED);
        assertThat(step(view, "db").asks()).contains(new ContactId("you"));
        assertThat(step(view, "db").says().orElseThrow()).contains("the reply was lost");
    }

    @Test
    void whatIsTakenBackStandsBesideWhatWasDone() {
        Step deploy =
                new Step(
                        new StepId("shop"),
                        new Action.Deploy(new ComponentId("shop"), SOUTH),
                        Set.of(),
                        "because",
                        LateEffect.IDEMPOTENT,
                        false,
                        Duration.ofMinutes(5),
                        new Estimate(Duration.ofSeconds(3), Estimate.Basis.ESTIMATED, "a guess"),
                        false);
        RunStart start =
                new RunStart(
                        RUN,
                        "shop",
                        new Purpose.Recovery(),
                        new RecoveryPlan(
                                Digest.of("strategy"),
                                new ScenarioId("north-lost"),
                                Set.of(),
                                SOUTH,
                                new RestoreTarget.Latest(),
                                List.of(deploy, step("db", 20, "shop"))),
                        START.trigger(),
                        RunPolicy.DEFAULT,
                        Machine.VERSION);
        at(0, new Event.TookOver(Epoch.FIRST, Predecessor.NONE));
        begins(0, "shop");
        ends(3, "shop");
        at(4, new Event.Ordered("order-1", new Order.AbortAndUndo(false), "enough"));

        RunView before = view(start, 5, true);
        assertThat(before.state()).isEqualTo(KnownRun.Stand.ABORTING);
        assertThat(step(before, "shop").state()).isEqualTo(Stand.DONE);
        assertThat(step(before, "shop-undo").verb()).isEqualTo("undo-deploy");
        assertThat(step(before, "shop-undo").state()).isEqualTo(Stand.WAITING);

        begins(5, "shop-undo");
        ends(6, "shop-undo");
        RunView after = view(start, 7, false);
        assertThat(after.state()).isEqualTo(KnownRun.Stand.ABORTED);
        assertThat(step(after, "shop").state()).isEqualTo(Stand.UNDONE);
        assertThat(step(after, "shop-undo").state()).isEqualTo(Stand.DONE);
        assertThat(after.done()).isZero();
    }

    @Test
    void aRunThatNobodyDrivesIsOpenAndNotRunning() {
        takesOver();
        assertThat(view(8, false).state()).isEqualTo(KnownRun.Stand.OPEN);
        at(9, new Event.PauseAsked("lunch"));
        assertThat(view(9, true).state()).isEqualTo(KnownRun.Stand.PAUSED);
        assertThat(view(9, true).said())
                .containsExactly(
                        new RunView.Said(BEGAN.plusSeconds(9), "muster", "pause", "lunch"));
    }

    @Test
    void anEndIsShownAsItWas() {
        takesOver();
        ends(4, "cache");
        ends(9, "db");
        begins(9, "shop");
        ends(12, "shop");

        RunView view = view(1000, false);

        assertThat(view.state()).isEqualTo(KnownRun.Stand.SUCCEEDED);
        assertThat(view.elapsed()).isEqualTo(Duration.ofSeconds(12));
        assertThat(view.expected()).isEqualTo(Duration.ofSeconds(12));
        assertThat(view.ended()).contains(BEGAN.plusSeconds(12));
    }

    @Test
    void receiptsAloneTellWhatIsDone() {
        Receipt receipt =
                new Receipt(
                        RUN,
                        new StepId("db"),
                        1,
                        Epoch.FIRST,
                        Receipt.Origin.RAN,
                        BEGAN,
                        BEGAN.plusSeconds(4),
                        Details.NONE);
        KnownRun run =
                KnownRun.of(START, Map.of(new StepId("db"), receipt), Optional.of(Epoch.FIRST));
        RunView view = RunPicture.of(run, id -> Optional.empty(), BEGAN.plusSeconds(8));
        assertThat(view.state()).isEqualTo(KnownRun.Stand.ELSEWHERE);
        assertThat(step(view, "db").state()).isEqualTo(Stand.DONE);
        assertThat(step(view, "shop").waitsFor()).containsExactly(new StepId("cache"));
    }
}
