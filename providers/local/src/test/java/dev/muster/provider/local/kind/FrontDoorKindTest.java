package dev.muster.provider.local.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Action;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.kind.Port;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrontDoorKindTest {
    private static final RegionId WEST = new RegionId("west");
    private static final RegionId EAST = new RegionId("east");
    private static final ComponentId GATE = new ComponentId("gate");
    private static final ComponentId TILL = new ComponentId("till");
    private static final Address TILL_IN_EAST = new Address("127.0.0.1", 2222);

    private final FrontDoorKind kind = new FrontDoorKind();

    private static FrontDoorSettings settings(int port, int control) {
        return new FrontDoorSettings(
                "127.0.0.1",
                new Port(port),
                new Control(new Port(control), new Secret("very secret")),
                "/ready",
                Duration.ofSeconds(10));
    }

    private static Situation<FrontDoorSettings> situation(
            Optional<RegionId> home, Set<RegionId> lost, Map<ComponentId, Address> behind) {
        return new Situation<>(
                GATE,
                settings(80, 81),
                Optional.empty(),
                Recovery.UNSAID,
                home,
                lost,
                EAST,
                new RestoreTarget.Latest(),
                behind,
                Facts.NONE);
    }

    @Test
    void whenARegionIsLostClientsAreSentElsewhereAndThenAsked() {
        assertThat(
                        kind.recipe(
                                situation(
                                        Optional.empty(),
                                        Set.of(WEST),
                                        Map.of(TILL, TILL_IN_EAST))))
                .extracting(StepDraft::action)
                .containsExactly(new Action.Route(GATE, EAST), new Action.Confirm(GATE, EAST));
        assertThat(kind.recipe(situation(Optional.empty(), Set.of(), Map.of()))).isEmpty();
    }

    @Test
    void itMustHaveExactlyOneComponentBehindIt() {
        assertThat(kind.rules(situation(Optional.empty(), Set.of(), Map.of(TILL, TILL_IN_EAST))))
                .isEmpty();
        assertThat(kind.rules(situation(Optional.empty(), Set.of(), Map.of())))
                .extracting(Finding::code)
                .containsExactly(FrontDoorErrors.NO_BACKEND);
        Map<ComponentId, Address> two =
                Map.of(TILL, TILL_IN_EAST, new ComponentId("shelf"), TILL_IN_EAST);
        assertThat(kind.rules(situation(Optional.empty(), Set.of(), two)).getFirst().message())
                .contains("2 components with addresses: shelf, till");
    }

    @Test
    void insideARegionItIsLostWithIt() {
        Situation<FrontDoorSettings> inside =
                situation(Optional.of(WEST), Set.of(WEST), Map.of(TILL, TILL_IN_EAST));

        assertThat(kind.rules(inside))
                .extracting(Finding::code)
                .containsExactly(FrontDoorErrors.IN_A_REGION);
        assertThat(kind.recipe(inside)).isEmpty();
    }

    @Test
    void clientsAndControlNeedPortsOfTheirOwn() {
        Situation<FrontDoorSettings> same =
                new Situation<>(
                        GATE,
                        settings(80, 80),
                        Optional.empty(),
                        new Recovery(Optional.empty(), Optional.of(Recovery.Method.RESTORE)),
                        Optional.empty(),
                        Set.of(),
                        EAST,
                        new RestoreTarget.Latest(),
                        Map.of(TILL, TILL_IN_EAST),
                        Facts.NONE);

        assertThat(kind.rules(same))
                .extracting(Finding::code)
                .containsExactly(FrontDoorErrors.SAME_PORT, FrontDoorErrors.METHOD_IMPOSSIBLE);
    }

    @Test
    void byHandItNamesTheBackendAndNeverTheToken() {
        String commands =
                kind.byHand(
                                new Action.Route(GATE, EAST),
                                situation(
                                        Optional.empty(), Set.of(WEST), Map.of(TILL, TILL_IN_EAST)))
                        .instructions()
                        .toString();

        assertThat(commands)
                .contains("region=east&backend=127.0.0.1:2222")
                .contains("http://127.0.0.1:81/route")
                .doesNotContain("very secret");
    }
}
