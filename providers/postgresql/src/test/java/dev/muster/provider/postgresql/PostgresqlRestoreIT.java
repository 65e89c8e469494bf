package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ByteSize;
import dev.muster.model.Digest;
import dev.muster.model.ErrorCode;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.FileSelection;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Verification;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One cluster with an eventful life, captured once and brought back to many of its moments.
@Timeout(180)
class PostgresqlRestoreIT {
    private static final Set<Integer> BEFORE_DROP =
            IntStream.rangeClosed(1, 20).boxed().collect(Collectors.toSet());

    private static final RestoreTarget LATEST = new RestoreTarget.Latest();

    @TempDir static Path folder;
    private static TestCluster cluster;
    private static BackupReader base;
    private static final MemoryLog LOG = new MemoryLog();
    private static Scene source;

    private static LogPosition lsnBeforeDrop;
    private static Instant timeBeforeDrop;
    private static String lastTransaction;
    private static String bigRow;

    @TempDir Path place;
    private Lab lab;
    private Scene scene;

    @BeforeAll
    static void live() throws Exception {
        cluster =
                TestCluster.start(
                        TestCluster.embedded(),
                        folder.resolve("north"),
                        List.of("--wal-segsize=1", "--data-checksums"),
                        List.of("max_wal_size = 64MB"));
        source = Scene.of(cluster, folder.resolve("south"));
        Lab lab = new Lab(folder.resolve("work"));
        Files.createDirectories(folder.resolve("space"));
        cluster.execute("CREATE TABLESPACE far LOCATION '" + folder.resolve("space") + "'");
        cluster.execute("CREATE TABLE distant (n int) TABLESPACE far");
        cluster.execute("INSERT INTO distant SELECT generate_series(1, 5000)");
        cluster.execute("CREATE UNLOGGED TABLE fleeting AS SELECT 1 AS n");
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(source, LOG)) {
            base = backUpUnderLoad(lab);
            eventsUntilTheDrop(lab);
            eventsAfterIt();
            capture.awaitAll(cluster.end());
        }
    }

    private static BackupReader backUpUnderLoad(Lab lab) throws Exception {
        cluster.execute("CREATE TABLE load (n int, filler text)");
        try (Connection loading = TestCluster.connect(cluster.port(), "postgres", "postgres")) {
            Thread load =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 200; i++) {
                                    insertLoad(loading, i);
                                }
                            });
            BackupReader reader = lab.backup(source);
            load.join();
            return reader;
        }
    }

    private static void insertLoad(Connection connection, int number) {
        try {
            connection
                    .createStatement()
                    .execute(
                            "INSERT INTO load SELECT "
                                    + number
                                    + ", repeat(md5(i::text), 10)"
                                    + " FROM generate_series(1, 50) i");
        } catch (java.sql.SQLException error) {
            throw new AssertionError(error);
        }
    }

    private static void eventsUntilTheDrop(Lab lab) throws Exception {
        for (int i = 1; i <= 19; i++) {
            cluster.write(i);
        }
        cluster.execute("SELECT pg_switch_wal()");
        cluster.execute("BEGIN");
        lastTransaction = cluster.value("SELECT pg_current_xact_id()");
        cluster.execute("SAVEPOINT one; INSERT INTO numbers VALUES (20); RELEASE one; COMMIT");
        cluster.execute("SELECT pg_create_restore_point('before the drop')");
        lsnBeforeDrop = cluster.end();
        lab.timing.pause(java.time.Duration.ofMillis(20));
        timeBeforeDrop = lab.timing.instant();
        lab.timing.pause(java.time.Duration.ofMillis(20));
        cluster.execute("DROP TABLE numbers");
    }

    private static void eventsAfterIt() throws Exception {
        cluster.execute(
                "CREATE TABLE big AS SELECT string_agg(md5(i::text), '') AS row FROM"
                        + " generate_series(1, 100000) i");
        bigRow = cluster.value("SELECT md5(row) || length(row) FROM big");
        cluster.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try (Connection latin = TestCluster.connect(cluster.port(), "latin", "postgres")) {
            latin.createStatement().execute("CREATE TABLE words AS SELECT 'Füße' AS word");
        }
        cluster.execute("INSERT INTO distant SELECT generate_series(5001, 9000)");
        cluster.execute("CHECKPOINT");
        cluster.execute("VACUUM FULL load");
        cluster.execute("CREATE TABLE last_of_all AS SELECT 1 AS n");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void begin() {
        lab = new Lab(place.resolve("work"));
        scene = Scene.of(cluster, place.resolve("south")).asserting(List.of("select true"));
    }

    @AfterEach
    void end() throws Exception {
        scene.killRestored();
    }

    @Test
    void latestBringsBackEverythingOfEveryKind() throws Exception {
        Started started = lab.recover(scene, base, LOG, new RestoreTarget.Latest());

        assertThat(value("postgres", "SELECT md5(row) || length(row) FROM big")).isEqualTo(bigRow);
        assertThat(value("latin", "SELECT word FROM words")).isEqualTo("Füße");
        assertThat(value("latin", "SHOW server_encoding")).isEqualTo("LATIN1");
        assertThat(value("postgres", "SELECT count(*) FROM distant")).isEqualTo("9000");
        assertThat(value("postgres", "SELECT count(*) FROM load")).isEqualTo("10000");
        assertThat(value("postgres", "SELECT count(*) FROM fleeting")).isEqualTo("0");
        assertThat(value("postgres", "SELECT count(*) FROM last_of_all")).isEqualTo("1");
        assertThat(started.reached()).startsWith(whereReplayMustEnd());
        assertThat(lab.verify(scene).checks()).allMatch(Check::passed);
    }

    /// The end as the walk over the log saw it, to the byte.
    private String whereReplayMustEnd() throws IOException {
        String mark =
                Files.readAllLines(scene.data().resolve("muster.restored")).stream()
                        .filter(line -> line.startsWith("whole-until="))
                        .findFirst()
                        .orElseThrow();
        return Lsn.text(Long.parseLong(mark.substring("whole-until=".length()))) + ",";
    }

    /// The marks of the first recovery lie in the data folder, and so in its backup.
    @Test
    void whatWasRecoveredOnceIsRecoveredAgainLikeAnyOther() throws Exception {
        Started first = lab.recover(scene, base, LOG, LATEST);
        Scene again = Scene.of(cluster, place.resolve("east")).at(scene.southPort());
        BackupReader second = lab.backup(again.withoutLogs());
        try {
            Started started = lab.recover(again, second, new MemoryLog(), LATEST);

            assertThat(started.reached()).isNotEqualTo(first.reached());
            assertThat(again.data().resolve("postgresql.auto.conf"))
                    .content()
                    .doesNotContain("restore_command", "hot_standby");
        } finally {
            again.killRestored();
        }
    }

    @Test
    void aTablespaceComesBackBesideTheDataFolder() throws Exception {
        lab.recover(scene, base, LOG, new RestoreTarget.Latest());

        assertThat(
                        value(
                                "postgres",
                                "SELECT pg_tablespace_location(oid) FROM pg_tablespace WHERE"
                                        + " spcname = 'far'"))
                .startsWith(scene.data() + ".tablespaces/");
    }

    @Test
    void restoreStopsBeforeTheDroppedTable() throws Exception {
        assertNumbersAt(new RestoreTarget.AtTime(timeBeforeDrop));
    }

    @Test
    void restoreStopsAtAName() throws Exception {
        assertNumbersAt(new RestoreTarget.AtName("before the drop"));
    }

    @Test
    void restoreStopsAfterATransaction() throws Exception {
        assertNumbersAt(new RestoreTarget.AtTransaction(lastTransaction));
    }

    @Test
    void restoreStopsAtAPositionThatNeedsNoTimeline() throws Exception {
        assertNumbersAt(
                new RestoreTarget.AtPosition(new LogPosition("newest", lsnBeforeDrop.offset())));
    }

    private void assertNumbersAt(RestoreTarget target) throws Exception {
        lab.recover(scene, base, LOG, target);

        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(BEFORE_DROP);
        assertThat(value("postgres", "SELECT to_regclass('last_of_all') IS NULL")).isEqualTo("t");
        assertThat(scene.data().resolve("postgresql.auto.conf"))
                .content()
                .doesNotContain("recovery_target", "restore_command")
                .contains("port");
    }

    @Test
    void aMomentAfterTheLastTransactionBringsBackEverything() throws Exception {
        Instant last = LOG.ranges().getLast().lastArrival();

        lab.recover(scene, base, LOG, new RestoreTarget.AtTime(last));

        assertThat(value("postgres", "SELECT count(*) FROM last_of_all")).isEqualTo("1");
    }

    @Test
    void theEndOfTheLogBringsBackEverything() throws Exception {
        LogPosition end = LOG.ranges().getLast().to();

        lab.recover(scene, base, LOG, new RestoreTarget.AtPosition(end));

        assertThat(value("postgres", "SELECT count(*) FROM last_of_all")).isEqualTo("1");
    }

    @Test
    void whatDoesNotOccurInTheLogIsRefusedWithNothingTouched() throws Exception {
        refused(new RestoreTarget.AtName("never"), PostgresqlErrors.NOT_IN_LOG);
        refused(new RestoreTarget.AtTransaction("4000000000"), PostgresqlErrors.NOT_IN_LOG);
        refused(new RestoreTarget.AtTransaction("all"), PostgresqlErrors.NOT_IN_LOG);
        refused(
                new RestoreTarget.AtPosition(LOG.ranges().getLast().to().plus(1)),
                PostgresqlErrors.AFTER_END);
        refused(
                new RestoreTarget.AtPosition(new LogPosition("99.00000001", 1 << 26)),
                PostgresqlErrors.NO_ANCESTOR);
        refused(
                new RestoreTarget.AtTime(base.point().consistentAt().minusMillis(1)),
                PostgresqlErrors.BEFORE_BASE);
    }

    private void refused(RestoreTarget target, ErrorCode code) throws IOException {
        assertRefused(scene, target, code);
    }

    private void assertRefused(Scene refused, RestoreTarget target, ErrorCode code)
            throws IOException {
        assertThatThrownBy(() -> lab.restore(refused, base, LOG, target))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
                            assertThat(error.hint()).isNotEmpty();
                        });
        Lab.assertNothingTouched(refused);
    }

    @Test
    void aPortInUseIsToldBeforeAnythingIsTouched() throws Exception {
        assertRefused(
                scene.startedWith(cluster.server().bin(), cluster.port()),
                new RestoreTarget.Latest(),
                PostgresqlErrors.PORT);
    }

    @Test
    void programsThatDoNotFitAreToldBeforeAnythingIsTouched() throws Exception {
        Path bin = Files.createDirectories(place.resolve("old"));
        assertRefused(
                scene.startedWith(bin, scene.southPort()),
                new RestoreTarget.Latest(),
                PostgresqlErrors.BINARIES);

        Path old = bin.resolve("postgres");
        Files.writeString(old, "#!/bin/sh\necho 'postgres (PostgreSQL) 13.9'\n");
        assertThat(old.toFile().setExecutable(true)).isTrue();
        assertRefused(
                scene.startedWith(bin, scene.southPort()),
                new RestoreTarget.Latest(),
                PostgresqlErrors.BINARIES);
    }

    @Test
    void aServerThatIsNotRestoredIsNotStarted() {
        assertThatThrownBy(() -> lab.store.start(scene.recovery(), lab.operation()))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> assertThat(error.code()).isEqualTo(PostgresqlErrors.NOT_RESTORED));
    }

    @Test
    void aServerThatCannotStartSaysWhyInItsOwnWords() throws Exception {
        lab.restore(scene, base, LOG, new RestoreTarget.Latest());
        Files.writeString(scene.data().resolve("postgresql.conf"), "shared_buffers = many\n");

        assertThatThrownBy(() -> lab.store.start(scene.recovery(), lab.operation()))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("shared_buffers");
    }

    /// As on Debian, where a cluster's configuration is in /etc.
    @Test
    void aClusterThatKeepsItsConfigurationElsewhereStartsToo() throws Exception {
        BackupReader bare =
                new FilteredBackup(
                        base,
                        path -> !path.matches("postgresql\\.conf|pg_hba\\.conf|pg_ident\\.conf"));

        lab.recover(scene, bare, LOG, new RestoreTarget.Latest());

        assertThat(value("postgres", "SELECT count(*) FROM last_of_all")).isEqualTo("1");
        assertThat(value("postgres", "SHOW max_wal_size")).isEqualTo("64MB");
        assertThat(lab.verify(scene).passed()).isTrue();
    }

    @Test
    void aFlippedByteInATableFailsTheVerification() throws Exception {
        lab.recover(scene, base, LOG, new RestoreTarget.Latest());
        String file = value("postgres", "SELECT pg_relation_filepath('distant')");
        stopRestored();
        flip(scene.data().resolve(file).toRealPath(), 8192 + 5000);
        lab.store.start(scene.recovery(), lab.operation());

        Verification verification = lab.verify(scene);

        assertThat(verification.passed()).isFalse();
        assertThat(verification.checks())
                .filteredOn(check -> !check.passed())
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.name()).isEqualTo("page checksums");
                    assertThat(check.detail()).contains("1 bad", file, "block 1");
                });
    }

    /// The reader of a vault checks hashes, so this is log that was already wrong on the source.
    @Test
    void logThatIsWrongInTheMiddleNeverBecomesADatabase() throws Exception {
        lab.restore(scene, base, new FlippedLog(LOG, lsnBeforeDrop.plus(40)), LATEST);

        assertThatThrownBy(() -> lab.store.start(scene.recovery(), lab.operation()))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> assertThat(error.code()).isEqualTo(PostgresqlErrors.FELL_SHORT));
        assertThat(scene.data().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void whatAKilledAttemptLeftIsRemovedByTheNext() throws Exception {
        String token = "token-1";
        Path left =
                scene.south()
                        .resolve("orders-db.restoring-" + Digest.of(token).brief() + "-42/base/1");
        Files.createDirectories(left);
        Files.createDirectories(scene.south().resolve("orders-db.tablespaces/42/16400"));

        lab.store.restore(
                scene.recovery(),
                new RestoreRequest(scene.data(), LATEST),
                base,
                LOG,
                lab.operation(token));

        try (Stream<Path> all = Files.walk(scene.south())) {
            assertThat(all.map(Path::toString)).noneMatch(path -> path.contains("-42/"));
        }
        assertThat(scene.south().resolve("orders-db.tablespaces/42")).doesNotExist();
    }

    @Test
    void aDiskThatIsTooSmallIsToldBeforeAnythingIsTouched() throws Exception {
        BackupReader huge = new LargerBackup(base, new ByteSize(1L << 60));
        assertThatThrownBy(() -> lab.restore(scene, huge, LOG, LATEST))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(PostgresqlErrors.SPACE);
                            assertThat(error.getMessage()).contains("needs 1", "are free");
                            assertThat(error.hint()).startsWith("df -h ");
                        });
        Lab.assertNothingTouched(scene);
    }

    @Test
    void ofTwoRestoresIntoOneFolderOneIsThereAndTheOtherIsTold() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        List<ErrorCode> refused = new CopyOnWriteArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (String token : List.of("first", "second")) {
                RestoreRequest request = new RestoreRequest(scene.data(), LATEST);
                two.submit(() -> {
                    together.await();
                    try {
                        lab.store.restore(
                                scene.recovery(), request, base, LOG, lab.operation(token));
                    } catch (MusterException second) {
                        refused.add(second.code());
                    }
                    return null;
                });
            }
        }
        assertThat(refused).containsExactly(PostgresqlErrors.FOREIGN_FOLDER);
        try (Stream<Path> left = Files.list(scene.south())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.contains(".restoring-"));
        }
        try (Stream<Path> tablespaces =
                Files.list(scene.south().resolve("orders-db.tablespaces"))) {
            assertThat(tablespaces).hasSize(1);
        }
        String token = Files.readString(scene.data().resolve("muster.restored"));
        assertThat(token).containsAnyOf("first", "second");
        lab.store.start(scene.recovery(), lab.operation());
        assertThat(lab.verify(scene).passed()).isTrue();
    }

    /// A backup that says that it is larger than it is.
    private record LargerBackup(BackupReader whole, ByteSize size) implements BackupReader {
        @Override
        public RecoveryPoint point() {
            RecoveryPoint it = whole.point();
            return new RecoveryPoint(
                    it.id(),
                    it.component(),
                    it.startedAt(),
                    it.consistentAt(),
                    it.storedAt(),
                    it.from(),
                    it.consistentFrom(),
                    size,
                    it.stored());
        }

        @Override
        public Optional<String> attribute(String name) {
            return whole.attribute(name);
        }

        @Override
        public Optional<byte[]> file(String path) {
            return whole.file(path);
        }

        @Override
        public RestoreReport restore(Path into, FileSelection selection, Progress progress)
                throws InterruptedException {
            return whole.restore(into, selection, progress);
        }
    }

    private void stopRestored() throws Exception {
        List<String> words = new ArrayList<>();
        if ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(
                List.of(
                        scene.bin().resolve("pg_ctl").toString(),
                        "stop",
                        "-w",
                        "-D",
                        scene.data().toString()));
        assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void assertionsThatDoNotHoldFailTheVerification() throws Exception {
        Scene asserting =
                scene.asserting(
                        List.of(
                                "select count(*) = 1 from pg_tablespace where spcname = 'far'",
                                "select false",
                                "select 1",
                                "select true from generate_series(1, 2)",
                                "select count(*) > 0 from no_such_table",
                                "create table written (n int)"));
        lab.recover(scene, base, LOG, new RestoreTarget.Latest());

        Verification verification = lab.verify(asserting);

        assertThat(verification.passed()).isFalse();
        assertThat(verification.checks().stream().filter(Check::passed).map(Check::name))
                .containsExactly(
                        "takes writes",
                        "page checksums",
                        "bad pages met by the server",
                        "select count(*) = 1 from pg_tablespace where spcname = 'far'");
        assertThat(value("postgres", "SELECT to_regclass('written') IS NULL")).isEqualTo("t");
    }

    @Test
    void aRestoreLeavesNoDraftBehind() throws Exception {
        lab.restore(scene, base, LOG, new RestoreTarget.Latest());

        try (Stream<Path> left = Files.list(scene.south())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "orders-db", "orders-db.log", "orders-db.tablespaces");
        }
    }

    private String value(String database, String sql) throws Exception {
        try (Connection connection = TestCluster.connect(scene.southPort(), database, "postgres")) {
            return TestCluster.value(connection, sql);
        }
    }
}
