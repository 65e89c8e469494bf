package dev.muster.provider.mariadb.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Action;
import dev.muster.kind.CronText;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Port;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.kind.Shipping;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.kind.Tls;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.Durability;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import dev.muster.model.VaultId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MariadbKindTest {
    private static final RegionId HERE = new RegionId("here");
    private static final RegionId THERE = new RegionId("there");

    private final MariadbKind kind = new MariadbKind();

    private static MariadbSettings settings(int port) {
        return new MariadbSettings(
                new MariadbSettings.Connection(
                        "localhost", new Port(3306), "muster", new Secret("s"), Tls.PREFER),
                Optional.empty(),
                Optional.of(
                        new MariadbSettings.Recover(
                                Optional.of(
                                        new MariadbSettings.Server(
                                                new AbsolutePath("/usr/sbin"),
                                                new AbsolutePath("/srv/orders db"),
                                                new Port(port),
                                                Optional.empty(),
                                                Optional.of("mysql"))),
                                Optional.of(List.of("select 1")),
                                Optional.empty())));
    }

    private static Situation<MariadbSettings> lost(MariadbSettings settings, boolean synchronous) {
        LogCapture logs =
                new LogCapture(
                        THERE,
                        new Shipping.Stream(),
                        Durability.REGION,
                        synchronous,
                        new OnCaptureLost.Stall());
        return new Situation<>(
                new ComponentId("orders-db"),
                settings,
                Optional.of(
                        new Protection(
                                new VaultId("main"),
                                new CronText("0 * * * *"),
                                Optional.of(logs),
                                Optional.empty())),
                Recovery.UNSAID,
                Optional.of(HERE),
                Set.of(HERE),
                THERE,
                new RestoreTarget.Latest(),
                Map.of(),
                Facts.NONE);
    }

    @Test
    void aLostServerIsFencedRestoredStartedAndVerifiedInThatOrder() {
        List<StepDraft> steps = kind.recipe(lost(settings(3307), false));

        assertThat(steps)
                .extracting(step -> step.action().verb())
                .containsExactly("fence", "restore", "start", "verify");
        assertThat(steps.get(1).after()).containsExactly("fence");
        assertThat(kind.address(lost(settings(3307), false), THERE))
                .contains(new Address("127.0.0.1", 3307));
    }

    @Test
    void whatIsWrongIsFound() {
        assertThat(kind.rules(lost(settings(3307), false))).isEmpty();
        assertThat(kind.rules(lost(settings(3306), true)))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder(MariadbFindings.SAME_PORT, MariadbFindings.SYNCHRONOUS);
        MariadbSettings bare =
                new MariadbSettings(
                        settings(3307).connection(), Optional.empty(), Optional.empty());
        assertThat(kind.rules(lost(bare, false)))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder(MariadbFindings.NO_SERVER, MariadbFindings.NO_ASSERTION);
    }

    @Test
    void everyStepCanBeDoneByHandAndWordsStayWords() {
        Situation<MariadbSettings> situation = lost(settings(3307), false);
        for (StepDraft step : kind.recipe(situation)) {
            assertThat(kind.byHand(step.action(), situation).instructions()).isNotEmpty();
            assertThat(kind.estimate(step.action(), situation).duration()).isPositive();
        }
        Action start = new Action.Start(new ComponentId("orders-db"), THERE);
        assertThat(kind.byHand(start, situation).instructions().getFirst().command().orElseThrow())
                .contains("--datadir='/srv/orders db'", "--user=mysql");
    }
}
