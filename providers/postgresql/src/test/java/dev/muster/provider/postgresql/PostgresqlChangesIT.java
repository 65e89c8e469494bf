package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Backups that ask the server only for what changed, by its summaries of the log.
@Timeout(180)
class PostgresqlChangesIT {
    private static final String[] SETTINGS = {"summarize_wal = on", "autovacuum = off"};

    @TempDir Path folder;
    private Lab lab;
    private TestCluster cluster;
    private Scene scene;

    /// One backup of a row of them, each of which rests on the one before.
    private record Taken(MemoryBackup backup, BackupSummary summary) {}

    @BeforeEach
    void open() {
        lab = new Lab(folder.resolve("work"));
    }

    @AfterEach
    void stop() throws IOException {
        if (scene != null) {
            scene.killRestored();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    private void start(int major) throws Exception {
        start(major, SETTINGS);
    }

    private void start(int major, String... settings) throws Exception {
        cluster =
                TestCluster.start(
                        TestCluster.embedded(major),
                        folder.resolve("north"),
                        List.of("--data-checksums"),
                        List.of(settings));
        scene = Scene.of(cluster, folder.resolve("south")).withoutLogs();
    }

    private Taken take(MemoryBackup backup) throws InterruptedException {
        return new Taken(backup, lab.store.backup(scene.home(), backup, lab.operation()));
    }

    /// As often as tables are cut while it begins.
    private Taken after(Taken before) throws InterruptedException {
        while (true) {
            try {
                return afterAtOnce(before);
            } catch (MusterException cut) {
                if (!lab.store.isSpoilt(cut.code())) {
                    throw cut;
                }
            }
        }
    }

    private Taken afterAtOnce(Taken before) throws InterruptedException {
        return take(
                new MemoryBackup(
                        before.backup(),
                        before.backup()
                                .reader(Scene.COMPONENT, "before", before.summary())
                                .point()));
    }

    private static void assertChangesOnly(Taken taken) {
        assertThat(taken.summary().remarks()).isEmpty();
        assertThat(taken.backup().kept()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void afterAStormOfChangesItIsByteForByteWhatIsThere(int major) throws Exception {
        long seed = Long.getLong("MUSTER_SEED", System.nanoTime());
        start(major);
        Storm.moulds(cluster);
        Path space = Files.createDirectory(folder.resolve("space"));
        Taken last = take(new MemoryBackup());
        Taken underStorm;
        try (Storm storm = new Storm(cluster, space.toString(), seed)) {
            for (int i = 0; i < 2; i++) {
                awaitMore(storm, 300);
                last = after(last);
                assertChangesOnly(last);
            }
            underStorm = last;
            storm.stop();
        }
        last = after(last);
        assertChangesOnly(last);
        assertSame(last.backup(), take(new MemoryBackup()).backup(), seed);

        comesUp(underStorm);
    }

    /// The server puts its summaries together in any order, and forgets pages: in one of two times
    /// for each table here.
    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void tablesThatWereCutAndGrewAgainAreWhole(int major) throws Exception {
        start(major);
        int tables = 6;
        for (int i = 0; i < tables; i++) {
            cluster.execute("CREATE TABLE cut" + i + " AS SELECT generate_series(1, 20000) AS n");
        }
        Taken first = take(new MemoryBackup());
        for (int i = 0; i < tables; i++) {
            cluster.execute("DELETE FROM cut" + i + " WHERE n > 200");
            cluster.execute("VACUUM (TRUNCATE) cut" + i);
            cluster.execute("CHECKPOINT");
            cluster.execute("INSERT INTO cut" + i + " SELECT generate_series(1, 30000)");
            cluster.execute("CHECKPOINT");
        }

        Taken second = after(first);

        assertChangesOnly(second);
        assertSame(second.backup(), take(new MemoryBackup()).backup(), 0);
    }

    /// Before 17 there are no summaries: everything is read each time.
    @ParameterizedTest
    @ValueSource(ints = {16})
    void aStormOfChangesDoesNotSpoilAWholeReadingEither(int major) throws Exception {
        long seed = Long.getLong("MUSTER_SEED", System.nanoTime());
        start(major, "autovacuum = off");
        Storm.moulds(cluster);
        Path space = Files.createDirectory(folder.resolve("space"));
        Taken taken;
        try (Storm storm = new Storm(cluster, space.toString(), seed)) {
            awaitMore(storm, 200);
            taken = after(take(new MemoryBackup()));
            storm.stop();
        }
        assertThat(taken.backup().kept()).isZero();
        comesUp(taken);
    }

    /// Lets Muster read the server's files in place, and another role have them sent.
    private void grantReading(int major) throws Exception {
        Path admission = cluster.server().data().resolve("pg_hba.conf");
        Files.writeString(
                admission, Files.readString(admission).replace(" muster ", " muster,sender "));
        cluster.execute("SELECT pg_reload_conf()");
        cluster.execute(
                "CREATE ROLE sender LOGIN REPLICATION PASSWORD '" + TestCluster.PASSWORD + "'");
        cluster.execute("GRANT pg_monitor TO sender");
        cluster.execute(
                major < 15
                        ? "GRANT EXECUTE ON FUNCTION pg_start_backup(text, boolean, boolean),"
                                + " pg_stop_backup(boolean, boolean) TO muster"
                        : "GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean),"
                                + " pg_backup_stop(boolean) TO muster");
    }

    private static void assertReadInPlace(Taken taken) {
        assertThat(taken.backup().metadata("PG_VERSION").modified()).isPresent();
        assertThat(taken.backup().paths())
                .contains("backup_label")
                .doesNotContain("backup_manifest");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15})
    void filesThatAreReadInPlaceAreWhatTheServerSends(int major) throws Exception {
        long seed = Long.getLong("MUSTER_SEED", System.nanoTime());
        start(major, "autovacuum = off");
        Storm.moulds(cluster);
        Path space = Files.createDirectory(folder.resolve("space"));
        Taken sent = take(new MemoryBackup());
        assertThat(sent.backup().metadata("PG_VERSION").modified()).isEmpty();
        grantReading(major);
        Taken last = take(new MemoryBackup());
        Taken underStorm;
        try (Storm storm = new Storm(cluster, space.toString(), seed)) {
            for (int i = 0; i < 2; i++) {
                awaitMore(storm, 200);
                last = after(last);
                assertReadInPlace(last);
            }
            underStorm = last;
            storm.stop();
        }
        // what a role looks at for the first time is marked as seen in the pages
        assertThat(sent().backup().kept()).isZero();
        last = after(last);
        assertReadInPlace(last);
        Taken whole = sent();
        assertSame(last.backup(), whole.backup(), seed);
        assertThat(last.backup().directories()).isEqualTo(whole.backup().directories());

        comesUp(underStorm);
    }

    /// As a role gets it that may not read in place.
    private Taken sent() throws InterruptedException {
        MemoryBackup backup = new MemoryBackup();
        Scene other = scene.as("sender", TestCluster.PASSWORD);
        return new Taken(backup, lab.store.backup(other.home(), backup, lab.operation()));
    }

    @Test
    void filesThatWereNotTouchedAreNotReadAgain() throws Exception {
        start(18, "autovacuum = off");
        grantReading(18);
        // so that no file was changed too shortly before it was looked at
        lab.timing.pause(Duration.ofMillis(2100));
        Taken first = take(new MemoryBackup());
        cluster.write(1);
        assertThat(sent().backup().kept()).isZero();

        Taken second = after(first);

        long all =
                first.backup().paths().stream()
                        .mapToLong(it -> first.backup().bytes(it).length)
                        .sum();
        long log =
                2L
                        * Integer.parseInt(
                                cluster.value(
                                        "SELECT setting FROM pg_settings WHERE name = 'wal_segment_size'"));
        assertReadInPlace(second);
        assertThat(second.backup().kept()).isGreaterThan((all - log) * 8 / 10).isLessThan(all);
        assertSame(second.backup(), sent().backup(), 0);
        assertThat(cluster.value("SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPageThatIsWrongIsToldWithItsTable(boolean inPlace) throws Exception {
        start(18, "autovacuum = off");
        if (inPlace) {
            grantReading(18);
        }
        cluster.execute("CREATE TABLE hurt AS SELECT i FROM generate_series(1, 10000) i");
        String file = cluster.value("SELECT pg_relation_filepath('hurt')");
        cluster.restart("autovacuum = off");
        Path path = cluster.server().data().resolve(file);
        try (FileChannel open = FileChannel.open(path, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 3 * 8192 + 4000);
        }
        assertThatThrownBy(() -> take(new MemoryBackup()))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(PostgresqlErrors.BAD_PAGES);
                            assertThat(error.getMessage()).contains(file, "block 3", "(hurt)");
                        });
    }

    private void awaitMore(Storm storm, int wanted) throws InterruptedException {
        int before = storm.count();
        while (storm.count() < before + wanted) {
            lab.timing.pause(Duration.ofMillis(10));
        }
    }

    /// All that a server does not write anew by itself.
    private static Set<String> compared(MemoryBackup backup) {
        return backup.paths().stream()
                .filter(path -> !path.startsWith("pg_wal/"))
                .filter(path ->
                        !Set.of("backup_label", "backup_manifest", "global/pg_control")
                                .contains(path))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertSame(MemoryBackup built, MemoryBackup whole, long seed) {
        Set<String> odd = compared(built);
        odd.removeAll(compared(whole));
        assertThat(odd).as("more than is there, seed %d", seed).isEmpty();
        odd = compared(whole);
        odd.removeAll(compared(built));
        assertThat(odd).as("missing, seed %d", seed).isEmpty();
        for (String path : compared(whole)) {
            byte[] wanted = whole.bytes(path);
            byte[] found = built.bytes(path);
            if (!Arrays.equals(wanted, found)) {
                throw new AssertionError(
                        path
                                + " differs at byte "
                                + Arrays.mismatch(wanted, found)
                                + " of "
                                + wanted.length
                                + ", seed "
                                + seed);
            }
        }
    }

    private void comesUp(Taken taken) throws Exception {
        lab.recover(
                scene,
                taken.backup().reader(Scene.COMPONENT, "point", taken.summary()),
                new MemoryLog(),
                new RestoreTarget.Latest());
        assertThat(lab.verify(scene).checks()).allMatch(Check::passed);
        try (Connection restored = TestCluster.connect(scene.southPort(), "postgres", "postgres")) {
            assertThat(TestCluster.value(restored, Storm.BALANCED)).isEqualTo("t");
            assertThat(TestCluster.value(restored, "SELECT count(*) > 0 FROM transfers"))
                    .isEqualTo("t");
        }
    }

    @Test
    void withoutTheSummariesEverythingIsReadAndSaidWhy() throws Exception {
        start(18);
        Taken first = take(new MemoryBackup());
        cluster.write(1);
        cluster.execute("CHECKPOINT");
        cluster.restart("summarize_wal = on", "autovacuum = off");
        awaitSummaries();
        try (Stream<Path> summaries =
                Files.list(cluster.server().data().resolve("pg_wal/summaries"))) {
            for (Path summary : summaries.toList()) {
                Files.delete(summary);
            }
        }
        cluster.execute("SELECT pg_switch_wal()");
        cluster.execute("CHECKPOINT");

        Taken second = after(first);

        assertThat(second.backup().kept()).isZero();
        assertThat(second.summary().remarks())
                .singleElement()
                .asString()
                .startsWith("everything was read: the server says: WAL summaries are required");
        assertThat(second.backup().paths()).contains("global/pg_control", "backup_label");
        assertChangesOnly(after(second));
    }

    /// Until the server has nothing left to summarize: it writes below a name that it then gives
    /// up.
    private void awaitSummaries() throws Exception {
        String caughtUp =
                "SELECT s.summarized_lsn >= c.redo_lsn FROM pg_get_wal_summarizer_state() s,"
                        + " pg_control_checkpoint() c";
        while (!cluster.value(caughtUp).equals("t")) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Test
    void whereNoSummariesAreMadeEverythingIsRead() throws Exception {
        start(18);
        Taken first = take(new MemoryBackup());
        cluster.restart("summarize_wal = off", "autovacuum = off");
        Taken second = after(first);
        assertThat(second.backup().kept()).isZero();
        assertThat(second.summary().remarks()).isEmpty();
    }

    @Test
    void onANewTimelineEverythingIsReadAndSaidWhy() throws Exception {
        start(18);
        cluster.write(1);
        Taken first = take(new MemoryBackup());
        cluster.server().kill();
        lab.recover(
                scene,
                first.backup().reader(Scene.COMPONENT, "point", first.summary()),
                new MemoryLog(),
                new RestoreTarget.Latest());
        scene = new Moved(scene).there();

        Taken second = after(first);

        assertThat(second.backup().kept()).isZero();
        assertThat(second.summary().remarks())
                .containsExactly(
                        "everything was read: the server is on timeline 2, the backup before on 1");
        assertThat(Line.of(second.summary().from()).timeline()).isEqualTo(2);
    }

    /// The same component, that runs now where it came back.
    private record Moved(Scene from) {
        Scene there() {
            return from.at(from.southPort());
        }
    }
}
