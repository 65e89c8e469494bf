package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.demo.MachineTiming;
import dev.muster.demo.world.DemoHome;
import dev.muster.demo.world.DemoLayout;
import dev.muster.demo.world.DemoLoad;
import dev.muster.demo.world.DemoNames;
import dev.muster.demo.world.DemoPrograms;
import dev.muster.demo.world.DemoWorld;
import dev.muster.drill.client.LedgerEntry;
import dev.muster.drill.measure.Loss;
import dev.muster.drill.measure.Outage;
import dev.muster.model.Address;
import dev.muster.provider.local.door.FrontDoorMain;
import dev.muster.servers.PostgresqlBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Takes north out of Muster's sight without ending it, and keeps clients on the old address.
///
/// The old primary goes on, or will. No write that it acknowledges may be missing in the recovered
/// database, whenever it was acknowledged.
@Timeout(900)
class NorthOutOfSightIT {
    private static final Path CACHE = Path.of("target", "postgresql").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String STALLED =
            "select count(*) from pg_stat_activity where wait_event = 'SyncRep'";
    private static final long IMPATIENT = 5_000_000;
    private static final long PATIENT = 6_000_000;

    @TempDir Path temporary;

    @Test
    void aFrozenRegionIsRecoveredByItselfAndAcknowledgesNothingElseWhenItThaws() throws Exception {
        DemoHome home = new DemoHome(temporary.toRealPath().resolve("demos"));
        try (DemoWorld world =
                DemoWorld.create(
                        home, DemoNames.usual(), programs(), new Random(), new MachineTiming())) {
            DemoLayout layout = world.layout();
            world.startNorth();
            world.openFrontDoor();
            MusterChild init =
                    MusterChild.start(
                            layout.outside(),
                            environment(layout),
                            musterCommand(layout, "vault", "init"));
            assertThat(init.end()).as(init.words()).isZero();
            world.startMuster(musterCommand(layout, "serve"));
            await(layout, "\"point\":\"", "\"commitsWait\":true");
            world.startClient(DemoLoad.USUAL);
            try (NumberWriter impatient = writer(layout, IMPATIENT, 3);
                    NumberWriter patient = writer(layout, PATIENT, 0)) {
                impatient.awaitMore();
                patient.awaitMore();
                awaitOrders(world, 50);

                Instant frozenAt = Instant.now();
                assertThat(world.northernRegion().freeze(new MachineTiming())).isGreaterThan(5);
                await(layout, "\"state\":\"succeeded\"");
                awaitGoodAgain(world, frozenAt);
                assertThat(Files.readString(layout.seat().log())).contains("fence proved");

                world.northernRegion().thaw();
                awaitStalled(layout, 2);
                Thread.sleep(1000);
                world.stopClient();

                assertThat(orders(layout, layout.databaseSouth()))
                        .containsAll(impatient.acknowledged())
                        .containsAll(patient.acknowledged());
                Loss loss = Loss.compare(world.ledger(), world.orders());
                assertThat(loss.lost()).isEmpty();
                assertThat(loss.isWhole()).isTrue();
            }
        }
    }

    private static DemoPrograms programs() throws InterruptedException {
        return new DemoPrograms(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                FrontDoorMain.class.getName(),
                PostgresqlBinaries.embedded(CACHE).bin());
    }

    private static List<String> musterCommand(DemoLayout layout, String... words) {
        List<String> command =
                MusterChild.command(
                        "--no-color", "--strategy", layout.seat().strategy().toString());
        command.addAll(List.of(words));
        return command;
    }

    private static Map<String, String> environment(DemoLayout layout) {
        return Map.of(
                "MUSTER_HOME", layout.seat().state().toString(),
                "XDG_CONFIG_HOME", layout.seat().config().toString());
    }

    /// Waits until the daemon says all of that in its status file.
    private static void await(DemoLayout layout, String... said) throws Exception {
        Path file = layout.seat().state().resolve("serve.json");
        Instant limit = Instant.now().plus(PATIENCE);
        while (!Files.exists(file)
                || !Stream.of(said).allMatch(Files.readString(file).replace(" ", "")::contains)) {
            assertThat(Instant.now())
                    .as("%s", Files.readString(layout.seat().log()))
                    .isBefore(limit);
            Thread.sleep(50);
        }
    }

    private static void awaitOrders(DemoWorld world, int count) throws InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (world.ledger().stream()
                        .map(LedgerEntry::acknowledgedAt)
                        .filter(Optional::isPresent)
                        .count()
                < count) {
            assertThat(Instant.now()).isBefore(limit);
            Thread.sleep(50);
        }
    }

    private static void awaitGoodAgain(DemoWorld world, Instant from) throws InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (Outage.firstAfter(world.answers(), from).flatMap(Outage::firstGood).isEmpty()) {
            assertThat(Instant.now()).isBefore(limit);
            Thread.sleep(50);
        }
    }

    /// A client that is nobody's but the old primary's.
    private static NumberWriter writer(DemoLayout layout, long first, int patience) {
        return new NumberWriter(
                () -> connect(layout, layout.databaseNorth(), patience),
                first,
                "insert into orders (number, product_id, customer_id, quantity)"
                        + " values (%d, 1, 1, 1)");
    }

    private static Connection connect(DemoLayout layout, Address address, int patience)
            throws SQLException {
        try {
            String password = Files.readString(layout.applicationPassword(layout.south())).strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + address + "/shop?socketTimeout=" + patience,
                    "shop",
                    password);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    /// That the old primary is awake, takes commits, and lets them wait.
    private static void awaitStalled(DemoLayout layout, int commits) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        while (stalled(layout) < commits) {
            assertThat(Instant.now()).isBefore(limit);
            Thread.sleep(50);
        }
    }

    private static long stalled(DemoLayout layout) throws SQLException {
        return numbers(layout, layout.databaseNorth(), STALLED).iterator().next();
    }

    private static Set<Long> orders(DemoLayout layout, Address address) throws SQLException {
        return numbers(layout, address, "select number from orders where number >= " + IMPATIENT);
    }

    private static Set<Long> numbers(DemoLayout layout, Address address, String sql)
            throws SQLException {
        Set<Long> numbers = new HashSet<>();
        try (Connection connection = connect(layout, address, 20);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }

    @Test
    void aRegionThatIsCutOffGoesOnWithoutAcknowledgingWhatIsNotRecovered() throws Exception {
        Path folder = temporary.toRealPath();
        try (TwoRegions regions = TwoRegions.start(folder);
                Cable cable = Cable.to(regions.server().port())) {
            regions.edit(text ->
                    text.replace(
                            "port: " + regions.server().port() + ",",
                            "port: " + cable.port() + ","));
            succeeds(folder, "vault", "init");
            MusterChild serve = MusterChild.start(folder, "serve");
            serve.awaitWords("new in the vault");
            serve.awaitWords("commits wait for the capture");
            try (NumberWriter impatient = new NumberWriter(regions);
                    NumberWriter patient =
                            new NumberWriter(
                                    regions::patientWriter,
                                    PATIENT,
                                    "insert into numbers values (%d)")) {
                impatient.awaitMore();
                patient.awaitMore();

                cable.cut();
                // as long as nobody notices, or a person thinks it over
                Thread.sleep(8000);
                MusterChild recovery = succeeds(folder, "recover", "north-lost", "--yes");
                assertThat(recovery.err()).contains("fence proved");
                cable.mend();
                assertThat(regions.ask("select pg_is_in_recovery()")).isEqualTo("f");
                awaitStalled(regions);
                Thread.sleep(1000);

                assertThat(serve.isAlive()).as(serve.words()).isTrue();
                assertThat(regions.recoveredNumbers().keySet())
                        .containsAll(impatient.acknowledged())
                        .containsAll(patient.acknowledged());
            }
            serve.kill();
        }
    }

    private static void awaitStalled(TwoRegions regions) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        while (Long.parseLong(regions.ask(STALLED)) < 2) {
            assertThat(Instant.now()).isBefore(limit);
            Thread.sleep(50);
        }
    }

    /// Without synchronous capture nothing is known of a silent primary.
    @Test
    void aFenceThatIsOnlyAssumedStopsForAPerson() throws Exception {
        Path folder = temporary.toRealPath();
        try (TwoRegions regions = TwoRegions.start(folder)) {
            regions.edit(text -> text.replace("synchronous: true", "synchronous: false"));
            succeeds(folder, "vault", "init");
            MusterChild serve = MusterChild.start(folder, "serve");
            serve.awaitWords("new in the vault");
            try (NumberWriter client = new NumberWriter(regions)) {
                client.awaitMore();
                serve.awaitWords("log is captured");
                regions.server().process().freeze();

                MusterChild recovery = MusterChild.start(folder, "recover", "north-lost", "--yes");

                assertThat(recovery.end()).as(recovery.words()).isEqualTo(1);
                assertThat(recovery.err())
                        .contains("MUS-3201", "still takes writes", "--assume-fenced db")
                        .doesNotContain("done    db-restore");
                assertThat(regions.recoveredData()).doesNotExist();
                regions.server().process().thaw();
                client.awaitMore();
                regions.server().process().freeze();
            }

            MusterChild recovery =
                    succeeds(folder, "recover", "north-lost", "--yes", "--assume-fenced", "db");

            assertThat(recovery.err()).contains("fence assumed");
            assertThat(regions.recoveredNumbers()).isNotEmpty();
            serve.kill();
        }
    }

    private static MusterChild succeeds(Path folder, String... words) throws Exception {
        MusterChild child = MusterChild.start(folder, words);
        assertThat(child.end()).as("%s %s", List.of(words), child.words()).isZero();
        return child;
    }
}
