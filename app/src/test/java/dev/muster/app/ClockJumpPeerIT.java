package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real programs whose clock is a day off or jumps by a day, by libfaketime. Files keep the disk's
/// own times, as storage elsewhere does.
@Timeout(600)
class ClockJumpPeerIT {
    @TempDir Path temporary;

    /// The clock that runs on evenly stays as it is, and so do the JVM's waits, which the library
    /// would otherwise end at once.
    private static Map<String, String> clock(String name, String value) {
        return Map.of(
                "LD_PRELOAD",
                library(),
                name,
                value,
                "NO_FAKE_STAT",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "FAKETIME_NO_CACHE",
                "1");
    }

    private static String library() {
        try (var found = Files.walk(Path.of("/usr/lib"), 3)) {
            return found.filter(it -> it.endsWith("faketime/libfaketimeMT.so.1"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void backupsUnderAClockThatIsADayOffAreKeptInTheirOrderAndRestore() throws Exception {
        UploadsFolder uploads = new UploadsFolder(temporary.toRealPath());
        uploads.done("vault", "init");
        List<String> texts = new ArrayList<>();
        for (String offset : List.of("+0d", "+1d", "-1d", "-1d", "+0d")) {
            String text = "at " + offset + ", " + texts.size();
            uploads.change(text);
            uploads.done(clock("FAKETIME", offset), "backup");
            texts.add(text);
            // the newest is the one that was made last, whatever its clock said
            assertThat(uploads.restored("")).isEqualTo(text);
            uploads.done(clock("FAKETIME", offset), "vault", "prune");
        }
        List<String> restored = new ArrayList<>();
        for (String point : uploads.points()) {
            restored.add(uploads.restored(point));
        }
        assertThat(restored).as("all are of the last seven days").containsAll(texts);
        uploads.done("vault", "scrub", "--all");
    }

    @Test
    void aDaemonWhoseClockJumpsADayEitherWayGoesOnCapturing() throws Exception {
        Path folder = temporary.toRealPath();
        Path offset = folder.resolve("offset");
        Files.writeString(offset, "+0d\n");
        try (TwoRegions regions = TwoRegions.start(folder)) {
            MusterChild init = MusterChild.start(folder, "vault", "init");
            assertThat(init.end()).as(init.words()).isZero();
            MusterChild serve =
                    MusterChild.start(
                            folder, clock("FAKETIME_TIMESTAMP_FILE", offset.toString()), "serve");
            serve.awaitWords("new in the vault");
            serve.awaitWords("commits wait for the capture");
            Set<Long> acknowledged;
            try (NumberWriter client = new NumberWriter(regions)) {
                client.awaitMore();
                for (String jump : List.of("+1d", "+0d", "-1d", "+0d")) {
                    jump(offset, jump);
                    client.awaitMore();
                    client.awaitMore();
                    assertThat(serve.isAlive()).as(serve.words()).isTrue();
                }
                acknowledged = client.acknowledged();
            }
            assertThat(serve.err()).doesNotContain("broke", "MUS-");
            serve.kill();
            regions.loseNorth();
            MusterChild recover = MusterChild.start(folder, "recover", "north-lost", "--yes");
            assertThat(recover.end()).as(recover.words()).isZero();
            assertThat(regions.recoveredNumbers().keySet()).containsAll(acknowledged);
        }
    }

    /// At once, so that nobody reads half of it.
    private static void jump(Path file, String to) throws IOException {
        Path next = file.resolveSibling("next-offset");
        Files.writeString(next, to + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
