package dev.muster.provider.local.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.StepTime;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManualKindTest {
    private static final RegionId NORTH = new RegionId("north");
    private static final RegionId SOUTH = new RegionId("south");
    private static final ManualSettings CALL =
            new ManualSettings(
                    List.of("Call the bank.", "Ask for the new address."),
                    Duration.ofMinutes(10),
                    Optional.of("They name it."),
                    Optional.of("Call again."));

    private final ManualKind kind = new ManualKind();

    private static Situation<ManualSettings> situation(Set<RegionId> lost) {
        return situation(lost, Facts.NONE);
    }

    private static Situation<ManualSettings> situation(Set<RegionId> lost, Facts facts) {
        return new Situation<>(
                new ComponentId("bank"),
                CALL,
                Optional.empty(),
                new Recovery(Optional.empty(), Optional.empty()),
                Optional.empty(),
                lost,
                SOUTH,
                new RestoreTarget.Latest(),
                Map.of(),
                facts);
    }

    @Test
    void peopleDoItWhenSomethingWasLost() {
        assertThat(kind.recipe(situation(Set.of()))).isEmpty();
        List<StepDraft> recipe = kind.recipe(situation(Set.of(NORTH)));
        assertThat(recipe)
                .extracting(StepDraft::action)
                .containsExactly(
                        new Action.Perform(new ComponentId("bank"), SOUTH, CALL.procedure()));
        assertThat(recipe.getFirst().repeatable()).isFalse();
    }

    @Test
    void theRunbookHoldsItsProcedureAndItsTime() {
        Situation<ManualSettings> situation = situation(Set.of(NORTH));
        Action action = kind.recipe(situation).getFirst().action();
        Procedure procedure = kind.byHand(action, situation);
        assertThat(procedure.instructions())
                .extracting(Instruction::text)
                .containsExactlyElementsOf(CALL.procedure());
        assertThat(procedure.instructions().getLast().expected()).contains("They name it.");
        assertThat(procedure.instructions().getLast().undo()).contains("Call again.");
        assertThat(
                        procedure.instructions().stream()
                                .map(Instruction::takes)
                                .reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(kind.estimate(action, situation).duration()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void takesAsLongAsItTookBefore() {
        Facts facts =
                new Facts(
                        Instant.EPOCH,
                        List.of(
                                new StepTime(
                                        new ComponentId("bank"),
                                        "perform",
                                        Duration.ofMinutes(17),
                                        2)),
                        Map.of());
        Situation<ManualSettings> situation = situation(Set.of(NORTH), facts);
        Action action = kind.recipe(situation).getFirst().action();
        assertThat(kind.estimate(action, situation))
                .isEqualTo(
                        new Estimate(
                                Duration.ofMinutes(17),
                                Estimate.Basis.MEASURED,
                                "measured in 2 runs"));
    }

    @Test
    void withoutAProcedureThereIsNothingToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ManualSettings(
                                List.of(),
                                Duration.ofMinutes(1),
                                Optional.empty(),
                                Optional.empty()))
                .withMessage("procedure has 1 to 50 sentences, not 0");
    }
}
