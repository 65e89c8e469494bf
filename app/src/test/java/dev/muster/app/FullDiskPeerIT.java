package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Fills up the disk below each thing that the program writes, and makes room again.
///
/// It is a peer test because a file system must be mounted, which takes root as the peers do.
@Timeout(900)
class FullDiskPeerIT {
    @TempDir Path temporary;
    private Path folder;
    private TwoRegions regions;

    @BeforeEach
    void start() throws Exception {
        folder = temporary.toRealPath();
        regions = TwoRegions.start(folder);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        regions.close();
    }

    @Test
    void aVaultWithoutSpaceRefusesTheBackupAndTakesItOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 64)) {
            regions.edit(text ->
                    text.replace(folder + "/north/vault", folder + "/disk/north")
                            .replace(folder + "/south/vault", folder + "/disk/south")
                            .replaceFirst("logs: \\{[^}]*}", ""));
            succeeds("vault", "init");
            disk.fill(1024);

            MusterChild refused = MusterChild.start(folder, "backup");

            assertThat(refused.end()).as(refused.words()).isEqualTo(5);
            assertThat(refused.err()).contains("error MUS-2005", "no space left", folder + "/disk");
            assertThat(succeeds("points", "db").out()).doesNotContain("-db-");

            disk.free();
            succeeds("backup");
            restores();
        }
    }

    /// A copy that could not be written is owed; the region that needs it is the one that is left.
    @Test
    void aCopyWithoutSpaceIsToldAndCaughtUpOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("south/vault"), 48)) {
            succeeds("vault", "init");
            disk.fill(512);
            MusterChild serve = MusterChild.start(folder, "serve");
            serve.awaitWords("new in the vault");
            serve.awaitWords("vault main: a copy is behind");
            assertThat(serve.err()).contains("no space left in " + folder + "/south/vault");
            disk.free();
            serve.awaitWords("vault main: all copies are whole again");
            serve.awaitWords("commits wait for the capture");
            Set<Long> acknowledged;
            try (NumberWriter client = new NumberWriter(regions)) {
                disk.fill(0);
                client.awaitMore();
                serve.awaitWords("of log wait for the vault: MUS-2005");
                client.awaitMore();
                acknowledged = client.acknowledged();
            }
            regions.loseNorth();
            serve.kill();
            disk.free();
            recovers(acknowledged);
        }
    }

    @Test
    void aSpoolWithoutSpaceStallsCommitsAndGoesOnByItselfOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("state"), 64)) {
            succeeds("vault", "init");
            MusterChild serve = MusterChild.start(folder, "serve");
            serve.awaitWords("new in the vault");
            serve.awaitWords("commits wait for the capture");
            Set<Long> acknowledged;
            try (NumberWriter client = new NumberWriter(regions)) {
                client.awaitMore();
                disk.fill(0);
                serve.awaitWords("log capture broke: MUS-2005");
                assertThat(serve.err()).contains("no space left in the spool");
                awaitStalled(client);

                disk.free();
                client.awaitMore();
                assertThat(serve.isAlive()).as(serve.words()).isTrue();
                awaitFreshStatus();
                acknowledged = client.acknowledged();
            }
            serve.kill();
            regions.loseNorth();
            recovers(acknowledged);
        }
    }

    private static void awaitStalled(NumberWriter client) throws InterruptedException {
        Set<Long> before = Set.of();
        while (!before.equals(client.acknowledged())) {
            before = client.acknowledged();
            Thread.sleep(1500);
        }
    }

    /// What other commands see of the daemon is written again too.
    private void awaitFreshStatus() throws Exception {
        Path file = folder.resolve("state/serve.json");
        Instant limit = Instant.now().plus(Duration.ofSeconds(30));
        Instant now = Instant.now();
        while (Files.getLastModifiedTime(file).toInstant().isBefore(now)) {
            assertThat(Instant.now()).isBefore(limit);
            Thread.sleep(50);
        }
    }

    @Test
    void aRestoreWithoutSpaceIsRefusedBeforeAnythingIsTouched() throws Exception {
        succeeds("vault", "init");
        MusterChild serve = MusterChild.start(folder, "serve");
        serve.awaitWords("new in the vault");
        serve.awaitWords("commits wait for the capture");
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 160);
                NumberWriter client = new NumberWriter(regions)) {
            client.awaitMore();
            disk.fill(8 * 1024);
            regions.edit(
                    text -> text.replace(folder + "/south/database", folder + "/disk/database"));

            for (List<String> words :
                    List.of(
                            List.of("restore", "db", "--into", folder + "/disk/restored"),
                            List.of("recover", "north-lost", "--yes"))) {
                MusterChild refused = MusterChild.start(folder, words.toArray(String[]::new));
                assertThat(refused.end()).as(refused.words()).isEqualTo(5);
                assertThat(refused.err())
                        .contains("error MUS-4528", "are free", "df -h " + folder + "/disk");
                assertThat(names(disk)).containsExactly("ballast");
            }
            client.awaitMore();
            assertThat(serve.err()).doesNotContain("closed by a recovery");

            disk.free();
            succeeds("restore", "db", "--into", folder + "/disk/restored");
            assertThat(folder.resolve("disk/restored/global/pg_control")).exists();
        }
        serve.kill();
    }

    /// The look before the restore cannot know what others will write meanwhile.
    @Test
    void aDiskThatFillsUpDuringTheRestoreLeavesNothingHalf() throws Exception {
        succeeds("vault", "init");
        regions.edit(text -> text.replaceFirst("logs: \\{[^}]*}", ""));
        succeeds("backup");
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 160)) {
            MusterChild restore =
                    MusterChild.start(folder, "restore", "db", "--into", folder + "/disk/restored");
            while (restore.isAlive() && !writes(disk)) {
                Thread.onSpinWait();
            }
            restore.signal("STOP");
            disk.fill(0);
            restore.signal("CONT");

            assertThat(restore.end()).as(restore.words()).isEqualTo(5);
            // said by whoever meets it first: the look before the content, or its writing
            assertThat(restore.err())
                    .containsPattern("error MUS-20(05|23)")
                    .contains("free space below");
            assertThat(names(disk)).containsExactly("ballast");

            disk.free();
            succeeds("restore", "db", "--into", folder + "/disk/restored");
        }
    }

    private static boolean writes(SmallDisk disk) {
        try {
            return !Leftovers.files(disk.folder()).isEmpty();
        } catch (IOException | UncheckedIOException renamedMeanwhile) {
            return false;
        }
    }

    private static List<String> names(SmallDisk disk) {
        return List.of(Objects.requireNonNull(disk.folder().toFile().list()));
    }

    private void restores() throws Exception {
        succeeds("restore", "db", "--into", folder + "/restored");
        assertThat(folder.resolve("restored/global/pg_control")).exists();
    }

    private void recovers(Set<Long> acknowledged) throws Exception {
        succeeds("recover", "north-lost", "--yes");
        assertThat(regions.recoveredNumbers().keySet()).containsAll(acknowledged);
    }

    private MusterChild succeeds(String... words) throws Exception {
        MusterChild child = MusterChild.start(folder, words);
        assertThat(child.end()).as("%s %s", List.of(words), child.words()).isZero();
        return child;
    }
}
