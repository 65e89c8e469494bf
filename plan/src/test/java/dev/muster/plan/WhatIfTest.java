package dev.muster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.plan.ExpectedLoss.AtMost;
import dev.muster.plan.ExpectedLoss.Everything;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private static final ComponentId DATABASE = new ComponentId("orders-db");

    /// A shop with a service in the region that survives, and a third region.
    private static final String LARGER =
            Shop.replace(
                    Shop.replace(
                            Shop.replace(
                                    Shop.with(
                                            "scenarios:\n",
                                            "  jobs:\n    kind: service\n    region: south\n"
                                                    + "    command: [ jobs ]\nscenarios:\n"),
                                    "  south: { provider: local, folder: /srv/south }\n",
                                    "  south: { provider: local, folder: /srv/south }\n"
                                            + "  west: { provider: local, folder: /srv/west }\n"),
                            "recover-in: [ south ]",
                            "recover-in: [ south, west ]"),
                    "then: start",
                    "then: tell");

    private static WhatIf whatIf(String text, String... changes) {
        return WhatIf.of(
                Shop.strategy(text),
                new ScenarioId("region-loss"),
                Facts.NONE,
                new RestoreTarget.Latest(),
                Stream.of(changes).map(Change::parse).map(Optional::orElseThrow).toList());
    }

    private static List<String> steps(WhatIf then) {
        return then.plan().steps().stream().map(step -> step.id().value()).toList();
    }

    @Test
    void withoutAChangeItIsThePlanItself() {
        WhatIf same = whatIf(Shop.text());
        RecoveryPlan plan =
                Planner.plan(
                        Shop.strategy(Shop.text()),
                        new ScenarioId("region-loss"),
                        Facts.NONE,
                        new RestoreTarget.Latest());
        assertThat(same.plan()).isEqualTo(plan);
        assertThat(same.times()).isEqualTo(Timetable.of(plan, Shop.strategy(Shop.text())));
        assertThat(same.losses())
                .isEqualTo(
                        ExpectedLosses.of(
                                Shop.strategy(Shop.text()),
                                new ScenarioId("region-loss"),
                                Facts.NONE));
    }

    @Test
    void aComponentThatIsLostTooComesBackToo() {
        assertThat(steps(whatIf(LARGER))).doesNotContain("jobs-deploy");
        assertThat(steps(whatIf(LARGER, "lost:jobs"))).contains("jobs-deploy");
    }

    @Test
    void aRegionThatIsNotThereIsNotRecoveredIn() {
        WhatIf then = whatIf(LARGER, "gone:south");
        assertThat(then.plan().in().value()).isEqualTo("west");
        assertThat(then.plan().steps())
                .filteredOn(step -> !step.id().value().endsWith("-fence"))
                .allMatch(step -> step.action().region().value().equals("west"));
        assertThat(steps(then)).contains("jobs-deploy");
        // both copies were there
        assertThat(then.lossOf().get(DATABASE)).isInstanceOf(Everything.class);
    }

    @Test
    void withoutARegionThereIsNoPlan() {
        assertThatThrownBy(() -> whatIf(Shop.text(), "gone:south"))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("leaves no region");
    }

    @Test
    void whatEverySurvivingCopyLacksIsLost() {
        AtMost loss = (AtMost) whatIf(Shop.text(), "stale:main@south=2h").lossOf().get(DATABASE);
        assertThat(loss.duration()).isEqualTo(Duration.ofHours(2));
        AtMost kept = (AtMost) whatIf(Shop.text(), "stale:main@north=2h").lossOf().get(DATABASE);
        assertThat(kept.duration()).isZero();
    }

    @Test
    void whoIsAbsentIsWaitedFor() {
        String text =
                Shop.replace(
                        LARGER,
                        "  you: { name: You, email: you@example.com }\n",
                        "  you: { name: You, email: you@example.com, escalate-after: 20m, then: ann"
                                + " }\n  ann: { name: Ann, phone: '1' }\n");
        Duration usual = whatIf(text).times().total();
        WhatIf one = whatIf(text, "absent:you");
        assertThat(one.times().total()).isEqualTo(usual.plusMinutes(20));
        assertThat(one.alone()).isEmpty();
        assertThat(whatIf(text, "absent:you", "absent:ann").alone())
                .contains("ann is the last to be asked");
        assertThat(whatIf(text, "absent:ann").times().total()).isEqualTo(usual);
    }

    @Test
    void whereItStartsByItselfNobodyIsMissed() {
        WhatIf then = whatIf(Shop.text(), "absent:you");
        assertThat(then.times()).isEqualTo(whatIf(Shop.text()).times());
        assertThat(then.alone()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() {
        for (String change :
                List.of("lost:nothing", "gone:nowhere", "stale:main@nowhere=1h", "absent:nobody")) {
            assertThatThrownBy(() -> whatIf(LARGER, change))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining(change.replace("=1h", ""));
        }
        assertThat(Change.parse("lost:<script>")).isEmpty();
        assertThat(Change.parse("stale:main@south=soon")).isEmpty();
        assertThat(Change.parse("stale:main@south=0s")).isEmpty();
        assertThat(Change.parse("broken:x")).isEmpty();
    }
}
