package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.ModelErrors;
import dev.muster.model.MusterException;
import dev.muster.model.ProbeId;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.operations.capture.WatchdogNews;
import dev.muster.provider.BackupFlaws;
import dev.muster.provider.DataStore;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmBookTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final ComponentId DB = new ComponentId("orders-db");
    private static final VaultId MAIN = new VaultId("main");
    private static final ScenarioId LOSS = new ScenarioId("region-loss");
    private static final ProbeId DOWN = new ProbeId("shop-down");
    private static final LogPosition END = new LogPosition("1", 100);
    private static final MusterException ERROR =
            ModelErrors.SECRET_UNRESOLVED.error("it broke", "");

    private final Strategy strategy = Shop.strategy(Shop.text());
    private final AlarmBook book =
            new AlarmBook(strategy, List.of(strategy.components().get(DB)), START);

    private boolean capturing;

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private void note(DaemonNews news, int second) {
        book.note(news, at(second));
    }

    private void captured(CaptureNews news, int second) {
        note(new DaemonNews.Captured(DB, news), second);
    }

    private List<AlertKind> kinds(int second) {
        return open(second).stream().map(Alarm::kind).toList();
    }

    private List<Alarm> open(int second) {
        if (capturing) {
            captured(new CaptureNews.Captured(END, at(second)), second);
        }
        return book.open(at(second));
    }

    /// All is well, but for what follows.
    private void well() {
        note(new DaemonNews.BackupDue(DB, at(3600), Optional.of(START)), 0);
        capturing = true;
    }

    private static DaemonNews done(int second) {
        return new DaemonNews.BackupDone(
                DB,
                new RecoveryPoint(
                        "p",
                        DB,
                        at(second),
                        at(second),
                        at(second),
                        END,
                        END,
                        new ByteSize(1),
                        new ByteSize(1)),
                BackupFlaws.NONE,
                List.of());
    }

    @Test
    void nothingIsKnownUntilBackupsAndLogWereHeardOf() {
        assertThat(book.isSettled()).isFalse();
        note(new DaemonNews.BackupDue(DB, at(3600), Optional.of(START)), 0);
        assertThat(book.isSettled()).isFalse();
        captured(new CaptureNews.Captured(END, START), 0);
        assertThat(book.isSettled()).isTrue();
        assertThat(kinds(0)).isEmpty();
    }

    @Test
    void aBackupThatFailsIsToldWhenItWentOnForLong() {
        well();
        note(new DaemonNews.BackupFailed(DB, ERROR, at(11)), 1);
        note(new DaemonNews.BackupBegan(DB), 800);
        note(new DaemonNews.BackupFailed(DB, ERROR, at(811)), 801);
        assertThat(kinds(900)).isEmpty();

        List<Alarm> open = open(901);
        assertThat(open)
                .containsExactly(
                        new Alarm(
                                AlertKind.BACKUP_MISSED,
                                "orders-db",
                                "the backup fails: it broke",
                                at(1)));

        note(done(902), 902);
        assertThat(kinds(903)).isEmpty();
    }

    @Test
    void commitsThatPassUncapturedAreToldAtOnceAndUntilTheyWaitAgain() {
        well();
        note(watched(new WatchdogNews.LetThrough(at(5), Duration.ofSeconds(3))), 5);
        assertThat(open(5))
                .containsExactly(
                        new Alarm(
                                AlertKind.CAPTURE_LOST,
                                "commits of orders-db",
                                "pass uncaptured since " + at(5) + ", and can be lost",
                                at(5)));
        note(watched(new WatchdogNews.WaitAgain(at(5))), 9);
        assertThat(kinds(9)).isEmpty();

        note(watched(new WatchdogNews.Blind(ERROR)), 10);
        assertThat(kinds(20)).isEmpty();
        assertThat(kinds(70)).containsExactly(AlertKind.DAEMON_TROUBLE);
        note(watched(new WatchdogNews.Sees()), 80);
        assertThat(kinds(80)).isEmpty();
    }

    private static DaemonNews watched(WatchdogNews news) {
        return new DaemonNews.Watched(DB, news);
    }

    @Test
    void aBackupThatDoesNotEvenBeginIsTold() {
        well();
        assertThat(kinds(3600 + 899)).isEmpty();
        assertThat(kinds(3600 + 900)).containsExactly(AlertKind.BACKUP_MISSED);

        note(new DaemonNews.BackupBegan(DB), 4500);
        assertThat(kinds(4500)).isEmpty();
    }

    @Test
    void aCaptureThatIsAwayIsToldAndSoIsWhatThatPutsAtRisk() {
        well();
        assertThat(kinds(10)).isEmpty();
        capturing = false;
        captured(new CaptureNews.Broken(ERROR, Duration.ofSeconds(1)), 20);
        captured(new CaptureNews.Broken(ERROR, Duration.ofSeconds(1)), 60);
        assertThat(kinds(74)).isEmpty();
        // the accepted 5 seconds, and the minute that a quiet log may be silent
        assertThat(kinds(75)).containsExactly(AlertKind.RPO_AT_RISK);
        assertThat(kinds(80)).containsExactly(AlertKind.CAPTURE_LOST, AlertKind.RPO_AT_RISK);

        captured(new CaptureNews.Captured(END, at(81)), 81);
        assertThat(kinds(81)).isEmpty();
    }

    @Test
    void aStandbyThatLagsBehindWhatIsAcceptedIsTold() {
        well();
        note(standby(Duration.ofSeconds(4)), 1);
        note(standby(Duration.ofSeconds(6)), 10);
        note(standby(Duration.ofSeconds(30)), 69);
        assertThat(kinds(69)).isEmpty();
        assertThat(open(70))
                .singleElement()
                .satisfies(it -> assertThat(it.what()).startsWith("its standby is 30 s behind"))
                .satisfies(it -> assertThat(it.kind()).isEqualTo(AlertKind.RPO_AT_RISK));
        note(standby(Duration.ofSeconds(5)), 71);
        assertThat(kinds(71)).isEmpty();
    }

    @Test
    void aStandbyThatIsGoneForAMinuteIsTold() {
        well();
        note(new DaemonNews.StandbyAway(DB, ERROR), 10);
        note(new DaemonNews.StandbyAway(DB, ERROR), 60);
        assertThat(kinds(69)).isEmpty();
        assertThat(kinds(70)).containsExactly(AlertKind.RPO_AT_RISK);
        note(standby(Duration.ZERO), 71);
        assertThat(kinds(71)).isEmpty();
    }

    private static DaemonNews standby(Duration behind) {
        return new DaemonNews.StandbySeen(DB, new DataStore.Following(END, behind));
    }

    @Test
    void aCaptureThatARecoveryClosedIsToldAtOnce() {
        well();
        capturing = false;
        captured(new CaptureNews.Closed(), 11);
        assertThat(kinds(11)).containsExactly(AlertKind.CAPTURE_LOST);
        assertThat(book.isSettled()).isTrue();
    }

    @Test
    void whatNeverWasSafeIsAtRisk() {
        note(new DaemonNews.BackupDue(DB, START, Optional.empty()), 0);
        note(new DaemonNews.BackupBegan(DB), 0);
        assertThat(kinds(64)).isEmpty();
        assertThat(open(65))
                .singleElement()
                .satisfies(it -> assertThat(it.what()).startsWith("nothing of it is safe yet"));
    }

    @Test
    void aCopyMayBeBehindForAWhile() {
        well();
        note(new DaemonNews.CopiesBehind(MAIN, List.of("unreachable")), 1);
        note(new DaemonNews.CopiesBehind(MAIN, List.of("unreachable")), 200);
        assertThat(kinds(300)).isEmpty();
        assertThat(kinds(301)).containsExactly(AlertKind.VAULT_TROUBLE);
        note(new DaemonNews.CopiesWhole(MAIN, new ByteSize(1)), 302);
        assertThat(kinds(302)).isEmpty();
    }

    @Test
    void damageIsToldAtOnceAndEndsWhenItIsMended() {
        well();
        note(new DaemonNews.Scrubbed(MAIN, 3, 2), 1);
        assertThat(kinds(1)).containsExactly(AlertKind.VAULT_TROUBLE);
        note(new DaemonNews.Scrubbed(MAIN, 2, 0), 2);
        assertThat(kinds(2)).isEmpty();
    }

    @Test
    void aGoodProbeEndsWhatItsFailureFired() {
        well();
        note(new DaemonNews.ProbeFailing(DOWN, Optional.empty()), 1);
        note(new DaemonNews.Told(LOSS, at(1)), 1);
        assertThat(kinds(1)).containsExactly(AlertKind.OUTAGE, AlertKind.OUTAGE);
        note(new DaemonNews.ProbeGood(DOWN), 2);
        assertThat(kinds(2)).isEmpty();
    }

    @Test
    void aRecoveryIsToldUntilItSucceeds() {
        well();
        RunId run = new RunId("region-loss-1");
        note(new DaemonNews.Recovering(LOSS, run, at(1)), 1);
        assertThat(kinds(1)).containsExactly(AlertKind.RECOVERY);
        note(new DaemonNews.Recovered(LOSS, run, false), 2);
        assertThat(open(2))
                .singleElement()
                .satisfies(it -> assertThat(it.what()).contains("muster recover region-loss"));
        note(new DaemonNews.Recovered(LOSS, run, true), 3);
        assertThat(kinds(3)).isEmpty();
    }

    @Test
    void aClockThatWasSetBackSilencesNothing() {
        well();
        note(new DaemonNews.BackupFailed(DB, ERROR, at(2010)), 2000);
        captured(new CaptureNews.Captured(END, at(0)), 0);
        assertThat(kinds(0)).containsExactly(AlertKind.BACKUP_MISSED);
    }
}
