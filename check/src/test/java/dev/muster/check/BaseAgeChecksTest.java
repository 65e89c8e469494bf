package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Facts;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The shop's database is backed up every six hours, and its log is replayed at 1 MiB a second.
class BaseAgeChecksTest {
    private static final ComponentId DATABASE = new ComponentId("orders-db");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void logThatOutgrowsTheObjectiveIsToldWithTheScheduleThatKeepsIt() {
        List<Finding> findings = findings(HOUR, 12L << 20);

        assertThat(findings)
                .filteredOn(finding -> finding.code().equals(CheckErrors.BASE_TOO_OLD))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.path())
                            .containsExactly("components", "orders-db", "protect", "full");
                    assertThat(finding.message()).contains("12.0 MiB of log an hour", "6 h");
                    assertThat(finding.fix()).contains("from one to the next");
                });
    }

    /// The schedule that is proposed is kept, and no longer one would be.
    @Test
    void theProposalIsTheLongestThatIsInTime() {
        String fix =
                findings(HOUR, 12L << 20).stream()
                        .filter(finding -> finding.code().equals(CheckErrors.BASE_TOO_OLD))
                        .findFirst()
                        .orElseThrow()
                        .fix();
        String proposed = fix.replaceAll(".*at most (.*) from one.*", "$1");

        int minutes =
                IntStream.range(1, 360)
                        .filter(minute -> Wording.text(Duration.ofMinutes(minute)).equals(proposed))
                        .findFirst()
                        .orElseThrow();
        long log = (12L << 20) * minutes / 60;
        assertThat(codes(findings(Duration.ofMinutes(minutes), log))).doesNotContain("MUS-1201");
        long more = (12L << 20) * (minutes + 1) / 60;
        assertThat(codes(findings(Duration.ofMinutes(minutes + 1), more))).contains("MUS-1201");
    }

    @Test
    void littleLogAndWhatWasMeasuredTooShortSayNothing() {
        assertThat(codes(findings(HOUR, 1L << 10))).doesNotContain("MUS-1206");
        assertThat(codes(findings(Duration.ofMinutes(9), 2L << 20))).doesNotContain("MUS-1206");
    }

    @Test
    void whatIsLateAlreadyIsToldOnce() {
        assertThat(codes(findings(HOUR, 1L << 40))).contains("MUS-1201").doesNotContain("MUS-1206");
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(finding -> finding.code().id()).toList();
    }

    private static List<Finding> findings(Duration age, long log) {
        Instant backup = Instant.EPOCH;
        LogPosition from = new LogPosition("line", 0);
        RecoveryPoint point =
                new RecoveryPoint(
                        "p1",
                        DATABASE,
                        backup,
                        backup,
                        backup,
                        from,
                        from,
                        ByteSize.ZERO,
                        ByteSize.ZERO);
        ProtectionState state =
                new ProtectionState(
                        Optional.of(point),
                        Optional.of(
                                new RestorableWindow(
                                        backup, backup.plus(age), from.plus(log), List.of())),
                        Optional.empty(),
                        Optional.empty());
        Facts facts = new Facts(backup.plus(age), List.of(), Map.of(DATABASE, state));
        return Checker.check(Shop.strategy(Shop.text()), facts);
    }
}
