package dev.muster.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LauncherIT {
    private static final Timing TIMING = new RealTime();

    @TempDir Path folder;

    private ProcessRoll roll() {
        return new ProcessRoll(folder.resolve("roll"));
    }

    private ProcessRecord start(String name, String script) {
        return new Launcher(roll())
                .start(
                        new Launcher.Program(
                                name, List.of("sh", "-c", script), Map.of("COLOUR", "red")),
                        "token-1",
                        folder,
                        folder.resolve(name + ".log"));
    }

    @AfterEach
    void stopWhatIsLeft() throws InterruptedException {
        if (Files.isDirectory(roll().folder())) {
            for (ProcessRecord record : roll().all()) {
                new ProcessTree(record).thaw();
                new ProcessTree(record).kill(TIMING);
            }
        }
    }

    @Test
    void aStartedProcessIsFoundByALaterMuster() {
        ProcessRecord started = start("till", "sleep 60");

        assertThat(roll().find("till")).contains(started);
        assertThat(roll().all()).containsExactly(started);
        assertThat(started.isAlive()).isTrue();
    }

    @Test
    void itRunsInASessionOfItsOwn() throws Exception {
        ProcessRecord started = start("till", "sleep 60");

        String[] stat =
                Files.readString(Path.of("/proc/" + started.identity().pid() + "/stat")).split(" ");

        assertThat(stat[5]).as("session").isEqualTo(Long.toString(started.identity().pid()));
    }

    @Test
    void itSeesItsOwnVariablesAndNotOurs() throws Exception {
        start("till", "env > seen.new; mv seen.new seen");
        await(() -> Files.exists(folder.resolve("seen")));

        List<String> names =
                Files.readAllLines(folder.resolve("seen")).stream()
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .toList();

        assertThat(names).contains("COLOUR", "MUSTER_PROCESS", "PATH");
        assertThat(names)
                .isSubsetOf(
                        "COLOUR",
                        "MUSTER_PROCESS",
                        "PATH",
                        "HOME",
                        "USER",
                        "LOGNAME",
                        "LANG",
                        "LC_ALL",
                        "TZ",
                        "TMPDIR",
                        "JAVA_HOME",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_");
    }

    @Test
    void whatCannotBeRecordedNeverRuns() throws Exception {
        Files.writeString(folder.resolve("roll"), "in the way");

        assertThatThrownBy(() -> start("till", "touch ran"))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("cannot use the process records");
        TIMING.pause(Duration.ofMillis(300));
        assertThat(folder.resolve("ran")).doesNotExist();
        Files.delete(folder.resolve("roll"));
    }

    @Test
    void aShellWhoseStarterDiedNeverBecomesTheProgram() throws Exception {
        Process starter =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DyingStarter.class.getName(),
                                folder.toString())
                        .inheritIO()
                        .start();

        assertThat(starter.waitFor()).isEqualTo(7);
        TIMING.pause(Duration.ofMillis(300));
        assertThat(folder.resolve("ran")).doesNotExist();
        assertThat(roll().find("till")).isEmpty();
    }

    @Test
    void killTakesTheChildrenAlsoThoseThatMovedAway() throws Exception {
        ProcessRecord started =
                start(
                        "till",
                        "sleep 61 & setsid sleep 62 & (setsid sleep 63 &) ; touch ready; sleep 64");
        await(() -> Files.exists(folder.resolve("ready")) && members(started).size() == 5);
        List<ProcessIdentity> all = new ProcessTree(started).members();

        int killed = new ProcessTree(started).kill(TIMING);

        assertThat(killed).isEqualTo(5);
        assertThat(all).noneMatch(ProcessIdentity::isAlive);
    }

    @Test
    void orphansOfADeadProcessAreStillKnownByTheirMark() throws Exception {
        ProcessRecord started = start("till", "setsid sleep 62 & touch ready; wait");
        await(() -> Files.exists(folder.resolve("ready")) && members(started).size() == 2);
        ProcessHandle.of(started.identity().pid()).orElseThrow().destroyForcibly();
        await(() -> !started.isAlive());

        assertThat(members(started)).hasSize(1);
        assertThat(new ProcessTree(started).kill(TIMING)).isEqualTo(1);
    }

    @Test
    void aReusedProcessIdIsNeverKilled() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessIdentity now = ProcessIdentity.of(stranger.pid()).orElseThrow();
            ProcessRecord earlier =
                    new ProcessRecord(
                            "till",
                            new ProcessIdentity(stranger.pid(), now.start() + "1"),
                            "0".repeat(32),
                            "token-1",
                            folder.resolve("till.log"));

            assertThat(earlier.isAlive()).isFalse();
            assertThat(new ProcessTree(earlier).kill(TIMING)).isZero();
            assertThat(new ProcessTree(earlier).freeze(TIMING)).isZero();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aFrozenProcessStandsStillUntilItIsThawed() throws Exception {
        ProcessRecord started =
                start("till", "while true; do echo tick >> ticks; sleep 0.02; done");
        Path ticks = folder.resolve("ticks");
        await(() -> Files.exists(ticks));

        assertThat(new ProcessTree(started).freeze(TIMING)).isPositive();
        long frozen = Files.size(ticks);
        TIMING.pause(Duration.ofMillis(200));
        assertThat(Files.size(ticks)).isEqualTo(frozen);
        assertThat(started.isAlive()).isTrue();

        new ProcessTree(started).thaw();
        await(() -> size(ticks) > frozen);
    }

    @Test
    void aNameHasOneHolderAtATime() {
        try (RollLock first = roll().lock("till").orElseThrow()) {
            assertThat(roll().lock("till")).isEmpty();
            assertThat(roll().lock("other").map(lock -> closed(lock))).contains(true);
            assertThat(first).isNotNull();
        }
        assertThat(roll().lock("till").map(lock -> closed(lock))).contains(true);
    }

    @Test
    void aDamagedRecordIsReportedAndNotGuessed() throws Exception {
        start("till", "sleep 60");
        Path file = roll().folder().resolve("till.process");
        String good = Files.readString(file);
        Files.writeString(file, "pid=1");

        assertThatThrownBy(() -> roll().find("till"))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("till.process");
        Files.writeString(file, good);
    }

    private static boolean closed(RollLock lock) {
        lock.close();
        return true;
    }

    private static List<ProcessIdentity> members(ProcessRecord record) {
        return new ProcessTree(record).members();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TIMING.pause(Duration.ofMillis(5));
        }
    }

    /// A JVM that is killed between the start of the shell and the record.
    static final class DyingStarter {
        private DyingStarter() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            // A record that cannot be written stops the starter at the very place; it dies there.
            Path inTheWay = Files.createDirectories(folder.resolve("roll/till.process.new"));
            Files.createDirectories(inTheWay.resolve("x"));
            try {
                new Launcher(new ProcessRoll(folder.resolve("roll")))
                        .start(
                                new Launcher.Program("till", List.of("touch", "ran"), Map.of()),
                                "token-1",
                                folder,
                                folder.resolve("till.log"));
            } catch (MusterException e) {
                Runtime.getRuntime().halt(7);
            }
        }
    }

    private static final class RealTime implements Timing {
        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    }
}
