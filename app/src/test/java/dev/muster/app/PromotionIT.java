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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
            // of the impatient one more wait each time that it comes again
            while (Integer.parseInt(
                            regions.ask(
                                    "select count(*) from pg_stat_activity where wait_event ="
                                            + " 'SyncRep'"))
                    < 2) {
                Thread.sleep(20);
            }

            assertThat(numbers().keySet())
                    .containsAll(impatient.acknowledged())
                    .containsAll(patient.acknowledged());
        }
    }

    /// There and back: the old primary is rebuilt as a standby, and under load the database moves
    /// to it. The primary that is left runs all the while, so its fence is what stops its commits.
    @Test
    void theWayBackLosesNoAcknowledgedWrite() throws Exception {
        MusterChild serve = protect();
        startStandby();
        Set<Long> there;
        try (NumberWriter writer = new NumberWriter(regions)) {
            writer.awaitMore();
            regions.server().kill();
            there = writer.acknowledged();
        }
        MusterChild away = succeeds("recover", "north-lost", "--yes");
        assertThat(away.doneSteps()).contains("db-promote");
        serve.kill();

        turnAround();
        MusterChild early = start("failback", "south-lost", "--yes");
        assertThat(early.end()).isEqualTo(4);
        assertThat(early.err()).contains("MUS-4547", "holds a cluster that is no standby");
        succeeds("backup", "db");
        serve = start("serve");
        serve.awaitWords("commits wait for the capture");
        Path old = regions.server().data();
        MusterChild rebuilt = succeeds("restore", "db", "--standby", "--in-place", "--yes");
        assertThat(rebuilt.words()).contains("what was there before is in " + old + ".");
        assertThat(old.resolve("standby.signal")).exists();
        startStandby(old.resolveSibling(""), regions.server().port());
        Set<Long> back;
        try (NumberWriter writer =
                new NumberWriter(this::connect, 1_000_000, "insert into numbers values (%d)")) {
            writer.awaitMore();
            MusterChild returned = succeeds("failback", "south-lost", "--yes");
            assertThat(returned.err()).contains("fence proved").doesNotContain("not promoted");
            assertThat(returned.doneSteps()).containsExactly("db-fence", "db-promote", "db-verify");
            // whoever could still acknowledge a write does it by now
            Thread.sleep(300);
            back = writer.acknowledged();
        }

        Map<Long, Long> numbers = numbers(regions.server().port());
        assertThat(back).hasSizeGreaterThan(1);
        assertThat(numbers.keySet()).as(seed()).containsAll(there).containsAll(back);
        assertThat(numbers.values()).as(seed()).containsOnly(1L);
        assertThat(old.resolve("pg_wal/00000003.history")).exists();
    }

    /// The strategy as it is written once the system runs in the south.
    private void turnAround() throws IOException {
        Path old = regions.server().data();
        String north = "port: " + regions.server().port() + ",";
        String south = "port: " + regions.recoveredPort() + " }";
        regions.edit(text ->
                text.replace(
                                "kind: postgresql\n    region: north",
                                "kind: postgresql\n    region: south")
                        .replace(north, "port: " + regions.recoveredPort() + ",")
                        .replace(south, "port: " + regions.server().port() + " }")
                        .replace("capture-from: south", "capture-from: north")
                        .replace("in: south\n", "in: north\n")
                        .replace("data: \"" + data + "\"", "data: \"" + old + "\"")
                        .replace(
                                "north-lost: { lose: { region: north }, recover-in: [ south ] }",
                                "south-lost: { lose: { region: south }, recover-in: [ north ] }"));
    }

    @Test
    void withoutAFenceTheStandbyStaysAStandby() throws Exception {
        regions.edit(text ->
                text.replace("synchronous: true, on-capture-lost: stall", "synchronous: false"));
        MusterChild serve = start("serve");
        serve.awaitWords("new in the vault");
        succeeds("restore", "db", "--standby", "--into", data.toString());
        startStandby();

        MusterChild planned = start("failover", "north-lost", "--yes");
        assertThat(planned.end()).isEqualTo(4);
        assertThat(planned.err()).contains("MUS-3229", "do not wait for the capture");
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
        startStandby(data.resolveSibling(""), regions.recoveredPort());
    }

    private void startStandby(Path above, int port) throws Exception {
        PostgresqlServer.existing(
                        PostgresqlBinaries.embedded(CACHE), above, port, new SystemTiming())
                .start();
        while (!ask(port, "select count(*) from pg_stat_wal_receiver where status = 'streaming'")
                .equals("1")) {
            Thread.sleep(20);
        }
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> entries = Files.list(data.resolveSibling(""))) {
            return entries.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private Connection connect() throws SQLException {
        return connect(regions.recoveredPort());
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/counted?socketTimeout=60",
                PostgresqlServer.SUPERUSER,
                TwoRegions.PASSWORD);
    }

    private String ask(String sql) throws Exception {
        return ask(regions.recoveredPort(), sql);
    }

    private static String ask(int port, String sql) throws Exception {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private Map<Long, Long> numbers() throws Exception {
        return numbers(regions.recoveredPort());
    }

    private static Map<Long, Long> numbers(int port) throws Exception {
        try (Connection connection = connect(port)) {
            return TwoRegions.numbers(connection);
        }
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
