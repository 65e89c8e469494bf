package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Recoveries that let a living standby take over.
///
/// `-Dmuster.seed=N` to repeat a failure.
@Timeout(600)
class PromotionIT {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final Path CACHE = Path.of("target", "postgresql").toAbsolutePath();
    private static final int KILLS = 3;

    @TempDir Path temporary;
    private final Random random = new Random(SEED);
    private Path folder;
    private Path data;
    private TwoRegions regions;

    @BeforeEach
    void begin() throws Exception {
        System.out.println("muster.seed=" + SEED);
        folder = temporary.toRealPath();
        data = folder.resolve("south/standby/data");
        regions = TwoRegions.start(folder);
        regions.edit(text ->
                text.replace("method: restore", "method: promote")
                        .replace("/south/database", "/south/standby/data"));
        Files.createDirectories(data.resolveSibling(""));
        succeeds("vault", "init");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        regions.close();
    }

    @Test
    void theStandbyTakesOverOnceHoweverOftenTheControllerIsKilled() throws Exception {
        MusterChild serve = protect();
        startStandby();
        Set<Long> acknowledged;
        try (NumberWriter writer = new NumberWriter(regions)) {
            writer.awaitMore();
            Thread.sleep(random.nextInt(500));
            regions.loseNorth();
            acknowledged = writer.acknowledged();
        }
        Set<String> done = new HashSet<>();
        for (int i = 0; i < KILLS; i++) {
            MusterChild recovery = start("recover", "north-lost", "--yes");
            recovery.awaitWords(", controller ");
            Thread.sleep(random.nextInt(1500));
            recovery.kill();
            once(done, recovery);
        }
        MusterChild last = start("recover", "north-lost", "--yes");
        int status = last.end();
        once(done, last);
        assertThat(status == 0 || last.err().contains("was carried out already"))
                .as("%s: %s", seed(), last.words())
                .isTrue();
        serve.kill();

        Map<Long, Long> numbers = numbers();
        assertThat(numbers.keySet()).as(seed()).containsAll(acknowledged);
        assertThat(numbers.values()).as(seed()).containsOnly(1L);
        assertThat(data.resolve("muster.promoted")).exists();
        assertThat(data.resolve("pg_wal/00000002.history")).exists();
        assertThat(data.resolve("pg_wal/00000003.history")).doesNotExist();
        assertThat(last.err()).doesNotContain("not promoted");
        // nothing was put aside, and no restore was begun
        assertThat(beside())
                .as(seed())
                .filteredOn(name -> name.startsWith("data"))
                .containsExactly("data", "data.log");
    }

    private static void once(Set<String> done, MusterChild recovery) {
        for (String step : recovery.doneSteps()) {
            assertThat(done.add(step)).as("%s: %s was done before", seed(), step).isTrue();
        }
    }

    /// The old primary lives on, and clients hold on to it.
    @Test
    void theOldPrimaryIsFencedBeforeTheStandbyTakesOver() throws Exception {
        protect();
        startStandby();
        try (NumberWriter impatient = new NumberWriter(regions);
                NumberWriter patient =
                        new NumberWriter(
                                regions::patientWriter,
                                1_000_000,
                                "insert into numbers values (%d)")) {
            impatient.awaitMore();
            patient.awaitMore();
            regions.server().process().freeze();
            MusterChild recovery = succeeds("recover", "north-lost", "--yes");
            assertThat(recovery.doneSteps()).containsExactly("db-fence", "db-promote", "db-verify");
            assertThat(recovery.err()).contains("fence proved");
            regions.server().process().thaw();
            while (!regions.ask(
                            "select count(*) from pg_stat_activity where wait_event ="
                                    + " 'SyncRep'")
                    .equals("2")) {
                Thread.sleep(20);
            }

            assertThat(numbers().keySet())
                    .containsAll(impatient.acknowledged())
                    .containsAll(patient.acknowledged());
        }
    }

    @Test
    void withoutAFenceTheStandbyStaysAStandby() throws Exception {
        regions.edit(text ->
                text.replace("synchronous: true, on-capture-lost: stall", "synchronous: false"));
        MusterChild serve = start("serve");
        serve.awaitWords("new in the vault");
        succeeds("restore", "db", "--standby", "--into", data.toString());
        startStandby();

        MusterChild recovery = start("recover", "north-lost", "--yes");

        assertThat(recovery.end()).isEqualTo(1);
        assertThat(recovery.err()).contains("it answers, and takes writes");
        assertThat(recovery.doneSteps()).isEmpty();
        assertThat(ask("select pg_is_in_recovery()")).isEqualTo("t");
    }

    @Test
    void whereTheStandbyIsGoneTheVaultBringsItBackAndSaysSo() throws Exception {
        MusterChild serve = start("serve");
        serve.awaitWords("new in the vault");
        serve.awaitWords("commits wait for the capture");
        Set<Long> acknowledged;
        try (NumberWriter writer = new NumberWriter(regions)) {
            writer.awaitMore();
            regions.loseNorth();
            acknowledged = writer.acknowledged();
        }

        MusterChild recovery = succeeds("recover", "north-lost", "--yes");

        assertThat(recovery.err()).contains("restored, not promoted: there is no standby in");
        assertThat(numbers().keySet()).containsAll(acknowledged);
    }

    /// A backup, the capture, and a standby's folder made of them.
    private MusterChild protect() throws Exception {
        MusterChild serve = start("serve");
        serve.awaitWords("new in the vault");
        serve.awaitWords("commits wait for the capture");
        succeeds("restore", "db", "--standby", "--into", data.toString());
        return serve;
    }

    private void startStandby() throws Exception {
        PostgresqlServer.existing(
                        PostgresqlBinaries.embedded(CACHE),
                        data.resolveSibling(""),
                        regions.recoveredPort(),
                        new SystemTiming())
                .start();
        while (!ask("select count(*) from pg_stat_wal_receiver where status = 'streaming'")
                .equals("1")) {
            Thread.sleep(20);
        }
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> entries = Files.list(data.resolveSibling(""))) {
            return entries.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + regions.recoveredPort() + "/counted",
                PostgresqlServer.SUPERUSER,
                TwoRegions.PASSWORD);
    }

    private String ask(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private Map<Long, Long> numbers() throws Exception {
        Map<Long, Long> numbers = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select n, count(*) from numbers group by n")) {
            while (rows.next()) {
                numbers.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return numbers;
    }

    private MusterChild start(String... words) throws IOException {
        return MusterChild.start(folder, words);
    }

    private MusterChild succeeds(String... words) throws Exception {
        MusterChild child = start(words);
        assertThat(child.end()).as("%s: %s %s", seed(), List.of(words), child.words()).isZero();
        return child;
    }

    private static String seed() {
        return "muster.seed=" + SEED;
    }
}
