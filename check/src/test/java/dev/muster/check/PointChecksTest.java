package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Facts;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Finding;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The shop takes a full backup every six hours.
class PointChecksTest {
    private static final ComponentId DATABASE = new ComponentId("orders-db");

    private static List<String> overdue(Duration age) {
        LogPosition from = new LogPosition("line", 0);
        Instant taken = Instant.EPOCH;
        RecoveryPoint point =
                new RecoveryPoint(
                        "p1",
                        DATABASE,
                        taken,
                        taken,
                        taken,
                        from,
                        from,
                        ByteSize.ZERO,
                        ByteSize.ZERO);
        ProtectionState state =
                new ProtectionState(
                        Optional.of(point), Optional.empty(), Optional.empty(), Optional.empty());
        Facts facts = new Facts(taken.plus(age), List.of(), Map.of(DATABASE, state));
        return Checker.check(Shop.strategy(Shop.text()), facts).stream()
                .filter(finding -> finding.code().equals(CheckErrors.BACKUP_OVERDUE))
                .map(Finding::message)
                .toList();
    }

    @Test
    void aPointThatIsOlderThanTheScheduleAllowsIsFound() {
        assertThat(overdue(Duration.ofHours(9)))
                .containsExactly(
                        "the newest recovery point of orders-db is 9 h old, its schedule allows 6 h");
    }

    @Test
    void aBackupMayTakeItsTime() {
        assertThat(overdue(Duration.ofHours(7))).isEmpty();
        assertThat(overdue(Duration.ofHours(7).plusMillis(1))).hasSize(1);
    }

    @Test
    void whatWasNotLookedAtIsNotJudged() {
        assertThat(Checker.check(Shop.strategy(Shop.text()), Facts.NONE)).isEmpty();
    }

    @Test
    void aWeekIsEnough() {
        for (String keep :
                List.of("within: 7d", "days: 7", "weeks: 1", "months: 1", "years: 1", "last: 29")) {
            String text =
                    Shop.with(
                            "      full: \"0 */6 * * *\"\n",
                            "      full: \"0 */6 * * *\"\n      keep: { " + keep + " }\n");
            assertThat(Checker.check(Shop.strategy(text), Facts.NONE)).as(keep).isEmpty();
        }
    }
}
