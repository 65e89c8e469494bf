package dev.muster.demo.world;

import static dev.muster.demo.world.WorldFixture.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.drill.client.LedgerEntry;
import dev.muster.drill.fault.LocalRegion;
import dev.muster.drill.measure.Loss;
import dev.muster.drill.measure.Outage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DemoWorldIT {
    @TempDir Path root;

    @AfterEach
    void leaveNothing() throws Exception {
        DemoProcesses.killAll(root, TIMING);
    }

    @Test
    void northServesClientsUntilItIsLost() throws Exception {
        Path folder;
        try (DemoWorld world = WorldFixture.world(root, DemoNames.usual())) {
            folder = world.layout().folder();
            long begin = TIMING.nanos();
            Postgres database = world.startNorth();
            System.out.println("north up in " + (TIMING.nanos() - begin) / 1_000_000 + " ms");
            world.openFrontDoor();
            world.startClient(DemoLoad.USUAL);
            System.out.println("all up in " + (TIMING.nanos() - begin) / 1_000_000 + " ms");
            awaitAcknowledged(world, 100);

            assertThat(number(database, "select count(*) from orders"))
                    .isGreaterThanOrEqualTo(Schema.ORDERS + 100);
            assertThat(
                            number(
                                    database,
                                    "select count(*) from pg_tables where schemaname = 'public'"))
                    .isEqualTo(3);
            assertThat(text(database, "show fsync")).isEqualTo("on");
            List<LedgerEntry> before = world.ledger();
            Loss loss = Loss.compare(before, world.orders());
            assertThat(loss.acknowledged()).isGreaterThanOrEqualTo(100);
            assertThat(loss.lost()).isEmpty();
            assertThat(loss.isWhole()).isTrue();

            Instant frozenAt = TIMING.instant();
            assertThat(world.northernRegion().freeze(TIMING)).isGreaterThan(5);
            while (Outage.firstAfter(world.answers(), frozenAt).isEmpty()) {
                TIMING.pause(Duration.ofMillis(20));
            }
            world.northernRegion().thaw();
            awaitAcknowledged(world, acknowledged(world) + 100);

            LocalRegion.Lost lost = world.northernRegion().lose(TIMING);

            // Postmaster and its backends, shop.
            assertThat(lost.processes()).isGreaterThan(5);
            assertThat(world.layout().north()).doesNotExist();
            assertThat(WorldFixture.running(lost.aside())).isEmpty();
            while (Outage.firstAfter(world.answers(), lost.at()).map(Outage::bad).orElse(0) < 20) {
                TIMING.pause(Duration.ofMillis(50));
            }
            Outage outage = Outage.firstAfter(world.answers(), lost.at()).orElseThrow();
            assertThat(outage.firstGood()).isEmpty();
            assertThat(Duration.between(lost.at(), outage.lastGood()).abs())
                    .isLessThan(Duration.ofSeconds(2));
        }
        assertThat(folder).doesNotExist();
        assertThat(WorldFixture.running(folder)).isEmpty();
    }

    @Test
    void twoWorldsUnderOtherNamesDoNotDisturbEachOther() throws Exception {
        try (DemoWorld one = WorldFixture.world(root, DemoNames.usual());
                DemoWorld two = WorldFixture.world(root, WorldFixture.OTHER)) {
            for (DemoWorld world : List.of(one, two)) {
                world.startNorth();
                world.openFrontDoor();
                world.startClient(DemoLoad.USUAL);
            }
            awaitAcknowledged(one, 20);
            one.northernRegion().lose(TIMING);
            one.finish();

            int acknowledged = acknowledged(two);
            awaitAcknowledged(two, acknowledged + 50);
            assertThat(Outage.firstAfter(two.answers(), Instant.EPOCH)).isEmpty();

            two.stopClient();
            assertThat(Loss.compare(two.ledger(), two.orders()).lost()).isEmpty();
            two.finish();
            assertThat(two.layout().north()).doesNotExist();
            assertThat(two.layout().seat().strategy()).exists();
            assertThat(two.layout().ledger()).exists();
            assertThat(WorldFixture.running(two.layout().folder())).isEmpty();
        }
    }

    @Test
    void aKilledDemoIsRemovedByTheNextAndARunningOneIsNot() throws Exception {
        Process killed = demo("abandon");
        try (DemoWorld running = WorldFixture.world(root, DemoNames.usual())) {
            Path abandoned = awaitOther(root, running.layout().folder());
            while (Files.notExists(abandoned.resolve("ready"))) {
                assertThat(killed.isAlive()).isTrue();
                TIMING.pause(Duration.ofMillis(20));
            }
            killed.destroyForcibly().waitFor();
            assertThat(WorldFixture.running(abandoned)).as("leftovers").hasSizeGreaterThan(1);

            try (DemoWorld next = WorldFixture.world(root, DemoNames.usual())) {
                assertThat(abandoned).doesNotExist();
                assertThat(WorldFixture.running(abandoned)).isEmpty();
                assertThat(running.layout().seat().strategy()).exists();
                assertThat(next.layout().front()).isNotEqualTo(running.layout().front());
            }
        } finally {
            killed.destroyForcibly().waitFor();
        }
    }

    @Test
    void anInterruptedDemoLeavesNothing() throws Exception {
        Process demo = demo("close-on-exit");
        Path folder = awaitOther(root, root);
        while (Files.notExists(folder.resolve("ready"))) {
            assertThat(demo.isAlive()).isTrue();
            TIMING.pause(Duration.ofMillis(20));
        }
        assertThat(WorldFixture.running(folder)).hasSizeGreaterThan(3);

        new ProcessBuilder("sh", "-c", "kill -INT " + demo.pid()).start().waitFor();

        assertThat(demo.waitFor()).isEqualTo(130);
        assertThat(folder).doesNotExist();
        assertThat(WorldFixture.running(folder)).isEmpty();
    }

    @Test
    void aDemoThatIsInterruptedWhileItStartsLeavesNothing() throws Exception {
        long seed = new Random().nextLong();
        Process demo = demo("close-on-exit");
        Path folder = awaitOther(root, root);
        TIMING.pause(Duration.ofMillis(new Random(seed).nextInt(4000)));

        demo.destroy();

        assertThat(demo.waitFor()).as("seed %s", seed).isEqualTo(143);
        assertThat(WorldFixture.running(folder)).as("seed %s", seed).isEmpty();
    }

    /// A shell without job control lets what it starts in the background ignore Ctrl-C, and so
    /// would the demo of a test run that was started like that.
    private Process demo(String mode) throws IOException {
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandonedDemo.class.getName(),
                        root.toString(),
                        mode)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("child.log").toFile())
                .start();
    }

    private static Path awaitOther(Path root, Path own) throws Exception {
        while (true) {
            try (var folders = Files.list(root)) {
                var found =
                        folders.filter(Files::isDirectory)
                                .filter(each -> each.getFileName().toString().length() == 4)
                                .filter(each -> !each.equals(own))
                                .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            TIMING.pause(Duration.ofMillis(20));
        }
    }

    /// A demo that is ended from outside.
    static final class AbandonedDemo {
        private AbandonedDemo() {}

        public static void main(String[] arguments) throws Exception {
            DemoWorld world = WorldFixture.world(Path.of(arguments[0]), WorldFixture.OTHER);
            if (arguments[1].equals("close-on-exit")) {
                world.closeOnExit();
            }
            world.startNorth();
            world.openFrontDoor();
            world.startClient(DemoLoad.USUAL);
            Files.writeString(world.layout().folder().resolve("ready"), "");
            Thread.currentThread().join();
        }
    }

    private static int acknowledged(DemoWorld world) {
        return (int)
                world.ledger().stream().filter(entry -> entry.acknowledgedAt().isPresent()).count();
    }

    private static void awaitAcknowledged(DemoWorld world, int count) throws InterruptedException {
        while (acknowledged(world) < count) {
            TIMING.pause(Duration.ofMillis(20));
        }
    }

    private static long number(Postgres database, String sql) {
        return Long.parseLong(text(database, sql));
    }

    private static String text(Postgres database, String sql) {
        return database.in(
                Schema.DATABASE,
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery(sql)) {
                        row.next();
                        return row.getString(1);
                    }
                });
    }
}
