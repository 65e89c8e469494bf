package dev.muster.provider.process.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessKindTest {
    private static final RegionId WEST = new RegionId("west");
    private static final RegionId EAST = new RegionId("east");
    private static final ComponentId TILL = new ComponentId("till");
    private static final ComponentId LEDGER = new ComponentId("ledger-db");
    private static final Health HEALTH =
            new Health(
                    Optional.of("/ready"),
                    false,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20));

    private final ProcessKind kind = new ProcessKind();

    private static ProcessSettings settings(List<String> command, Map<String, String> environment) {
        InRegion east =
                new InRegion(
                        Optional.empty(),
                        Map.of("PLACE", "east"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Port(2222)));
        return new ProcessSettings(
                command,
                environment,
                Optional.empty(),
                "127.0.0.1",
                Optional.of(new Port(1111)),
                Optional.of(HEALTH),
                Map.of(EAST, east));
    }

    private static Situation<ProcessSettings> situation(ProcessSettings settings) {
        return situation(settings, Set.of(WEST), Recovery.UNSAID, Facts.NONE);
    }

    private static Situation<ProcessSettings> situation(
            ProcessSettings settings, Set<RegionId> lost, Recovery recovery, Facts facts) {
        return new Situation<>(
                TILL,
                settings,
                Optional.empty(),
                recovery,
                Optional.of(WEST),
                lost,
                EAST,
                new RestoreTarget.Latest(),
                Map.of(LEDGER, new Address("db.example", 5433)),
                facts);
    }

    @Test
    void placeholdersAreFilledForTheRegionWhereItStarts() {
        ProcessSettings settings =
                settings(
                        List.of("till", "--port=${port}", "--at", "${region}", "$${HOME}"),
                        Map.of("DB", "${ledger-db.host}:${ledger-db.port}"));

        Launch launch = Launch.of(settings, EAST, Map.of(LEDGER, new Address("db.example", 5433)));

        assertThat(launch.command())
                .containsExactly("till", "--port=2222", "--at", "east", "${HOME}");
        assertThat(launch.environment())
                .containsOnly(Map.entry("DB", "db.example:5433"), Map.entry("PLACE", "east"));
        assertThat(launch.address()).contains(new Address("127.0.0.1", 2222));
        assertThat(launch.unknown()).isEmpty();
    }

    @Test
    void whatIsFilledInIsNotReadAgain() {
        ProcessSettings settings = settings(List.of("${ledger-db.host}"), Map.of());

        Launch launch = Launch.of(settings, EAST, Map.of(LEDGER, new Address("${port}", 1)));

        assertThat(launch.command()).containsExactly("${port}");
    }

    @Test
    void aPlaceholderThatNamesNothingIsFoundWithTheNamesThatExist() {
        ProcessSettings settings =
                settings(List.of("till", "${ledger.host}", "${file:/x}"), Map.of());

        List<Finding> findings = kind.rules(situation(settings));

        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly(
                        ProcessErrors.UNKNOWN_PLACEHOLDER, ProcessErrors.UNKNOWN_PLACEHOLDER);
        assertThat(findings.getFirst().message()).contains("till uses ${ledger.host}");
        assertThat(findings.getFirst().fix()).contains("${ledger-db.host}");
    }

    @Test
    void aLostProcessIsDeployedOnceAndAKeptOneIsLeftAlone() {
        ProcessSettings settings = settings(List.of("till"), Map.of());

        assertThat(kind.recipe(situation(settings)))
                .extracting(StepDraft::action)
                .containsExactly(new Action.Deploy(TILL, EAST));
        assertThat(kind.recipe(situation(settings, Set.of(), Recovery.UNSAID, Facts.NONE)))
                .isEmpty();
        assertThat(kind.recipe(situation(settings, Set.of(EAST), Recovery.UNSAID, Facts.NONE)))
                .isEmpty();
    }

    @Test
    void theDeployStepMayTakeLongerThanTheHealthCheckAllows() {
        ProcessSettings settings = settings(List.of("till"), Map.of());

        assertThat(kind.recipe(situation(settings)).getFirst().timeout())
                .isGreaterThan(HEALTH.within());
    }

    @Test
    void aSoundProcessHasNoFindings() {
        assertThat(kind.rules(situation(settings(List.of("till"), Map.of())))).isEmpty();
    }

    @Test
    void everyWeaknessIsFound() {
        ProcessSettings bare =
                new ProcessSettings(
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        "127.0.0.1",
                        Optional.empty(),
                        Optional.of(
                                new Health(
                                        Optional.empty(),
                                        false,
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(1))),
                        Map.of());
        Recovery promote = new Recovery(Optional.empty(), Optional.of(Recovery.Method.PROMOTE));

        assertThat(kind.rules(situation(bare, Set.of(WEST), promote, Facts.NONE)))
                .extracting(finding -> finding.code().id() + " " + finding.path().getLast())
                .containsExactly(
                        "MUS-4302 command",
                        "MUS-4303 health",
                        "MUS-4303 health",
                        "MUS-4303 health",
                        "MUS-4305 recover");
    }

    @Test
    void withoutAHealthCheckItWarns() {
        ProcessSettings unasked =
                new ProcessSettings(
                        List.of("till"),
                        Map.of(),
                        Optional.empty(),
                        "127.0.0.1",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());

        assertThat(kind.rules(situation(unasked)))
                .extracting(Finding::code, Finding::severity)
                .containsExactly(tuple(ProcessErrors.NO_HEALTH, Finding.Severity.WARNING));
    }

    @Test
    void aMeasuredTimeReplacesTheEstimate() {
        ProcessSettings settings = settings(List.of("till"), Map.of());
        Facts facts =
                new Facts(
                        Instant.EPOCH,
                        List.of(new Facts.StepTime(TILL, "deploy", Duration.ofMillis(900), 3)),
                        Map.of());
        Action deploy = new Action.Deploy(TILL, EAST);

        assertThat(kind.estimate(deploy, situation(settings)).basis())
                .isEqualTo(Estimate.Basis.ESTIMATED);
        assertThat(kind.estimate(deploy, situation(settings, Set.of(WEST), Recovery.UNSAID, facts)))
                .isEqualTo(
                        new Estimate(
                                Duration.ofMillis(900),
                                Estimate.Basis.MEASURED,
                                "measured in 3 runs"));
    }

    @Test
    void byHandCommandsCarryTheRealNamesAndAreQuoted() {
        ProcessSettings settings =
                settings(
                        List.of("till", "it's 5 o'clock"), Map.of("DB", "${ledger-db.host}; rm x"));

        String command =
                kind.byHand(new Action.Deploy(TILL, EAST), situation(settings))
                        .instructions()
                        .getFirst()
                        .command()
                        .orElseThrow();

        assertThat(command)
                .contains("'it'\\''s 5 o'\\''clock'")
                .contains("'DB=db.example; rm x'")
                .contains("> till.log");
    }
}
