package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.Following;
import dev.muster.provider.DataStore.Promotion;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.RestoreScope;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.recovered.StandbyHere;
import dev.muster.servers.Ports;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.TestOperation;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A standby in the place of the restored cluster, and what takes over when the primary is lost.
@Timeout(180)
class PostgresqlPromoteIT {
    private static final RestoreTarget LATEST = new RestoreTarget.Latest();
    private static final List<String> INITDB = List.of("--wal-segsize=1", "--data-checksums");
    private static final List<String> CONFIGURATION =
            List.of("wal_keep_size = 512MB", "max_wal_size = 8MB", "min_wal_size = 2MB");
    private static final RestoreScope IN_PLACE = new RestoreScope(List.of(), true, false);

    @TempDir Path folder;
    private final List<Runnable> others = new ArrayList<>();
    private final MemoryLog log = new MemoryLog();
    private TestCluster primary;
    private Scene scene;
    private Lab lab;
    private BackupReader base;

    @BeforeEach
    void start() throws Exception {
        primary =
                TestCluster.start(
                        TestCluster.embedded(), folder.resolve("primary"), INITDB, CONFIGURATION);
        scene = Scene.of(primary, folder.resolve("south"));
        lab = new Lab(folder.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        for (Runnable other : others) {
            other.run();
        }
        primary.close();
    }

    /// Made out of the vault, and started.
    private void standby() throws Exception {
        made();
        here().stand();
    }

    private void made() throws Exception {
        lab.store.restore(
                scene.recovery(), RestoreRequest.standby(scene.data()), base, log, lab.operation());
    }

    private StandbyHere here() {
        PostgresqlSettings settings = scene.recovery().settings();
        return new StandbyHere(
                Scene.COMPONENT, settings.server().orElseThrow(), settings, lab.operation());
    }

    private void awaitReplayHere() throws Exception {
        String end = primary.value("SELECT pg_current_wal_flush_lsn()");
        try (Connection connection =
                TestCluster.connect(scene.southPort(), "postgres", "postgres")) {
            while (!TestCluster.value(
                            connection,
                            "SELECT coalesce(pg_last_wal_replay_lsn() >= '" + end + "', false)")
                    .equals("t")) {
                lab.timing.pause(Duration.ofMillis(5));
            }
        }
    }

    @Test
    void howFarTheStandbyIsIsTold() throws Exception {
        Refused.by(
                () -> lab.store.following(scene.recovery()),
                PostgresqlErrors.STANDBY_AWAY,
                "there is no standby in " + scene.data(),
                "--standby, and start it");
        try (CaptureRun<PostgresqlSettings> _ = lab.capturing(scene, log);
                Connection there = standing()) {
            primary.write(1);
            awaitReplayHere();
            Following abreast = following();
            assertThat(abreast.behind()).isZero();
            assertThat(Line.matches(abreast.replayed())).isTrue();

            TestCluster.value(there, "SELECT pg_wal_replay_pause() IS NULL");
            while (!TestCluster.value(there, "SELECT pg_get_wal_replay_pause_state()")
                    .equals("paused")) {
                lab.timing.pause(Duration.ofMillis(5));
            }
            primary.write(2);
            while (following().behind().isZero()) {
                lab.timing.pause(Duration.ofMillis(5));
            }
            assertThat(following().replayed().isBefore(primary.end())).isTrue();

            TestCluster.value(there, "SELECT pg_wal_replay_resume() IS NULL");
            while (!following().behind().isZero()) {
                lab.timing.pause(Duration.ofMillis(5));
            }
        }
    }

    private Connection standing() throws Exception {
        base = lab.backup(scene);
        standby();
        return TestCluster.connect(scene.southPort(), "postgres", "postgres");
    }

    private Following following() throws InterruptedException {
        return lab.store.following(scene.recovery()).orElseThrow();
    }

    /// From then on the standby gets nothing more.
    private void cutOffHere() throws Exception {
        here().cutOff();
        while (!primary.value(
                        "SELECT count(*) FROM pg_stat_replication WHERE application_name ="
                                + " 'standby'")
                .equals("0")) {
            lab.timing.pause(Duration.ofMillis(5));
        }
    }

    private interface Act {
        void go() throws Exception;
    }

    /// Makes a standby that has the number 1, and kills the primary when all is captured.
    ///
    /// @param meanwhile what happens before
    private void losePrimary(Act meanwhile) throws Exception {
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            standby();
            primary.write(1);
            awaitReplayHere();
            meanwhile.go();
            capture.awaitAll(primary.end());
            primary.server().kill();
        }
    }

    private Promotion promote() throws InterruptedException {
        return promote(lab.operation("promotion"));
    }

    private Promotion promote(TestOperation operation) throws InterruptedException {
        return lab.store.promote(scene.recovery(), base, log, operation);
    }

    @Test
    void theStandbyTakesOverWithEverythingThatWasAcknowledged() throws Exception {
        Scene waiting = scene.synchronous();
        Set<Integer> acknowledged;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(waiting, log)) {
            base = lab.backup(waiting);
            standby();
            while (!log.commitsWaited()) {
                lab.timing.pause(Duration.ofMillis(5));
            }
            try (Ledger ledger = new Ledger(primary.port(), 1)) {
                while (ledger.count() < 200) {
                    lab.timing.pause(Duration.ofMillis(5));
                }
                primary.server().kill();
                acknowledged = ledger.acknowledged();
            }
            capture.awaitEnd();
        }

        Promotion promotion = promote();

        assertThat(promotion).isInstanceOf(Promotion.Promoted.class);
        assertThat(TestCluster.numbers(scene.southPort())).containsAll(acknowledged);
        TestCluster.insert(scene.southPort(), -1);
        assertThat(lab.verify(scene).passed()).isTrue();
        assertThat(TestCluster.end(scene.southPort()).line()).endsWith(".00000002");
        assertThat(lab.verify(scene).passed()).isTrue();
    }

    /// Over several segments, and to the middle of one.
    @Test
    void aStandbyThatLagsGetsTheCapturedLogFirst() throws Exception {
        losePrimary(() -> {
            here().stop("fast");
            primary.execute("INSERT INTO numbers SELECT generate_series(2, 60000)");
            primary.write(60_001);
        });

        assertThat(promote()).isInstanceOf(Promotion.Promoted.class);

        assertThat(TestCluster.numbers(scene.southPort())).hasSize(60_001);
        assertThat(scene.data().resolve("pg_wal/muster.given")).doesNotExist();
        TestCluster.insert(scene.southPort(), 60_002);
        assertThat(lab.verify(scene).passed()).isTrue();
    }

    /// It runs, and its primary was cut off from it but not from the capture.
    @Test
    void aStandbyThatRunsAndLagsGetsTheCapturedLogFirst() throws Exception {
        losePrimary(() -> {
            cutOffHere();
            primary.execute("INSERT INTO numbers SELECT generate_series(2, 60000)");
        });

        assertThat(promote()).isInstanceOf(Promotion.Promoted.class);

        assertThat(TestCluster.numbers(scene.southPort())).hasSize(60_000);
    }

    @Test
    void aStandbyThatIsAheadOfTheCaptureKeepsWhatItHas() throws Exception {
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            standby();
            capture.awaitAll(primary.end());
        }
        primary.write(7);
        awaitReplayHere();
        primary.server().kill();

        assertThat(promote()).isInstanceOf(Promotion.Promoted.class);

        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(7));
    }

    /// Another standby took over, and the capture followed it; ours stayed behind.
    @Test
    void aStandbyOfAnotherLineIsPutAsideForARestore() throws Exception {
        TestCluster second =
                TestCluster.standby(
                        TestCluster.embedded(),
                        primary,
                        folder.resolve("second"),
                        INITDB,
                        CONFIGURATION);
        others.add(second::close);
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            standby();
            primary.write(1);
            awaitReplayHere();
            second.awaitReplayOf(primary);
            here().cutOff();
            capture.awaitAll(primary.end());
        }
        primary.server().kill();
        second.promote();
        Scene moved = scene.at(second.port());
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(moved, log)) {
            second.write(2);
            capture.awaitAll(second.end());
        }
        second.server().kill();

        Promotion promotion = promote();

        assertThat(promotion)
                .isInstanceOfSatisfying(
                        Promotion.Impossible.class,
                        impossible -> {
                            assertThat(impossible.why())
                                    .contains("on timeline 1, and the captured log on 2");
                            assertThat(impossible.occupied()).isTrue();
                        });
        assertThat(here().isRunning()).isFalse();
        TestOperation same = lab.operation("promotion");
        lab.store.restore(
                scene.recovery(),
                new RestoreRequest(scene.data(), LATEST, IN_PLACE),
                base,
                log,
                same);
        assertThat(promote(same))
                .isEqualTo(new Promotion.Impossible("an earlier attempt restored instead", false));
        lab.store.start(scene.recovery(), same);
        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1, 2));
    }

    /// It wrote what nobody captured: that may neither come back nor be lost to whoever looks for
    /// it.
    @Test
    void theOldPrimaryIsRebuiltInItsPlaceAsAStandbyOfTheNewOne() throws Exception {
        losePrimary(() -> {});
        promote();
        primary.startAgain();
        primary.write(99);
        MemoryLog afterwards = new MemoryLog();
        Scene turned = Scene.of(primary, folder.resolve("home")).at(scene.southPort());
        BackupReader after;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(turned, afterwards)) {
            after = lab.backup(turned);
            TestCluster.insert(scene.southPort(), 2);
            capture.awaitAll(TestCluster.end(scene.southPort()));
        }
        Path data = primary.server().data();
        RestoreRequest inPlace = new RestoreRequest(data, LATEST, IN_PLACE, Optional.empty(), true);
        Refused.by(
                () ->
                        lab.store.restore(
                                turned.recovery(),
                                inPlace,
                                after,
                                afterwards,
                                lab.operation("early")),
                PostgresqlErrors.RUNNING,
                "",
                "");
        primary.server().stop();

        RestoreReport report =
                lab.store.restore(turned.recovery(), inPlace, after, afterwards, lab.operation());

        assertThat(report.notes()).anyMatch(note -> note.contains(data + ".replaced-"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "port = " + primary.port() + "\n",
                StandardOpenOption.APPEND);
        primary.startAgain();
        assertThat(primary.value("SELECT pg_is_in_recovery()")).isEqualTo("t");
        TestCluster.insert(scene.southPort(), 3);
        while (!primary.value("SELECT count(*) FROM numbers WHERE n = 3").equals("1")) {
            lab.timing.pause(Duration.ofMillis(5));
        }
        assertThat(TestCluster.numbers(primary.port())).contains(1, 2, 3).doesNotContain(99);
    }

    /// Whoever promotes again finds it done: the reply of the first attempt was lost.
    @Test
    void aPromotionWhoseReplyWasLostIsFoundDone() throws Exception {
        losePrimary(() -> {});
        Promotion first = promote();
        TestCluster.insert(scene.southPort(), 2);
        String line = TestCluster.end(scene.southPort()).line();

        assertThat(promote()).isEqualTo(first);
        here().stop("immediate");
        assertThat(promote()).isInstanceOf(Promotion.Promoted.class);

        assertThat(TestCluster.end(scene.southPort()).line()).isEqualTo(line);
        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1, 2));
    }

    @Test
    void aServerThatSomebodyElsePromotedWithoutTheCapturedLogIsRefused() throws Exception {
        losePrimary(() -> {
            cutOffHere();
            primary.write(2);
        });
        promoteByHand();

        Refused.by(this::promote, PostgresqlErrors.NO_STANDBY, "by somebody else", ".old");
    }

    @Test
    void aServerThatSomebodyElsePromotedWithAllIsTaken() throws Exception {
        losePrimary(() -> {});
        promoteByHand();

        assertThat(promote()).isInstanceOf(Promotion.Promoted.class);
    }

    private void promoteByHand() throws Exception {
        try (Connection connection =
                TestCluster.connect(scene.southPort(), "postgres", "postgres")) {
            assertThat(TestCluster.value(connection, "SELECT pg_promote()")).isEqualTo("t");
        }
    }

    @Test
    void withoutAStandbyThereIsOnlyTheRestore() throws Exception {
        base = lab.backup(scene.withoutLogs());

        assertThat(promote())
                .isEqualTo(
                        new Promotion.Impossible("there is no standby in " + scene.data(), false));
        assertThat(lab.store.hindrance(scene.recovery(), lab.operation())).isPresent();
    }

    @Test
    void anotherClusterInTheStandbysPlaceIsNotTouched() throws Exception {
        base = lab.backup(scene.withoutLogs());
        TestCluster stranger =
                TestCluster.start(
                        TestCluster.embedded(),
                        folder.resolve("stranger"),
                        List.of("--wal-segsize=2"),
                        List.of());
        stranger.server().stop();
        Files.createDirectories(scene.south());
        Files.move(folder.resolve("stranger/data"), scene.data());

        Refused.by(
                () -> lab.store.hindrance(scene.recovery(), lab.operation()),
                PostgresqlErrors.NO_STANDBY,
                "is no standby",
                ".old");
        Files.createFile(scene.data().resolve("standby.signal"));
        Refused.by(this::promote, PostgresqlErrors.NO_STANDBY, "of another cluster", ".old");
    }

    @Test
    void whatPatroniManagesIsLeftToPatroni() throws Exception {
        base = lab.backup(scene.withoutLogs());
        standby();
        primary.server().kill();
        List<String> role = new ArrayList<>(List.of("replica"));
        HttpServer patroni = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        others.add(() -> patroni.stop(0));
        patroni.createContext(
                "/patroni",
                exchange -> {
                    byte[] answer =
                            ("{\"state\": \"running\", \"role\": \""
                                            + role.getFirst()
                                            + "\", \"patroni\": {\"version\": \"4.0.4\","
                                            + " \"scope\": \"shop\", \"name\": \"south-1\"}}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(role.getFirst().equals("replica") ? 503 : 200, 0);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        patroni.start();
        Scene plain = scene;

        Files.createFile(scene.data().resolve("patroni.dynamic.json"));
        Refused.by(this::promote, PostgresqlErrors.PATRONI, "that the strategy omits", "patroni:");
        scene = plain.managedBy("http://127.0.0.1:" + patroni.getAddress().getPort());
        ThrowingCallable before = () -> lab.store.hindrance(scene.recovery(), lab.operation());
        String typed = "patronictl failover shop --candidate south-1";
        Refused.by(before, PostgresqlErrors.PATRONI, "south-1 is replica", typed);
        Refused.by(this::promote, PostgresqlErrors.PATRONI, "south-1 is replica", typed);
        assertThat(here().isStandby()).isTrue();

        promoteByHand();
        role.set(0, "primary");
        assertThat(promote()).isInstanceOf(Promotion.Promoted.class);
    }

    @Test
    void aPatroniThatIsNotThereDecidesNothing() throws Exception {
        base = lab.backup(scene.withoutLogs());
        standby();
        primary.server().kill();
        scene = scene.managedBy("http://127.0.0.1:" + Ports.free());

        assertThat(promote()).isInstanceOf(Promotion.Promoted.class);
    }
}
