package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real backups while calls of the system fail with an input/output error, by fiu-run. A backup
/// that says that it is done restores; one that says that it is not leaves nothing that is in the
/// way.
@Timeout(300)
class BrokenDiskPeerIT {
    private static final int EIO = 5;

    @TempDir Path temporary;
    private UploadsFolder uploads;
    private final List<String> acknowledged = new ArrayList<>();

    @BeforeEach
    void aBackup() throws Exception {
        uploads = new UploadsFolder(temporary.toRealPath());
        uploads.done("vault", "init");
        uploads.done("backup");
        acknowledged.add("first");
    }

    @Test
    void aDiskThatDoesNotSyncMakesTheBackupFailAndNothingElse() throws Exception {
        for (String call : List.of("fsync", "fdatasync")) {
            String text = "while " + call + " fails";
            uploads.change(text);
            MusterChild backup = broken("enable name=posix/io/sync/" + call + ",failinfo=" + EIO);
            int status = backup.end();
            if (call.equals("fsync")) {
                assertThat(status).as(backup.words()).isNotZero();
                assertThat(backup.err()).contains("error MUS-", "Input/output error");
            }
            took(status, text);
        }
        assertGoesOn();
    }

    /// Which of them fail is drawn anew each time, and decided by how many there are.
    @Test
    void callsThatFailNowAndThenLoseNothingThatWasAcknowledged() throws Exception {
        for (String call : List.of("sync/fsync", "rw/write", "dir/unlink", "rw/pread")) {
            String text = "while some " + call + " fail";
            uploads.change(text);
            MusterChild backup =
                    broken(
                            "enable_random name=posix/io/"
                                    + call
                                    + ",probability=0.02,failinfo="
                                    + EIO);
            took(backup.end(), text);
        }
        assertGoesOn();
    }

    private MusterChild broken(String fault) throws IOException {
        List<String> command = new ArrayList<>(List.of("fiu-run", "-x", "-f", "", "-c", fault));
        command.addAll(
                MusterChild.command(
                        "--strategy",
                        uploads.folder().resolve("muster.yaml").toString(),
                        "backup"));
        return MusterChild.start(
                uploads.folder(),
                Map.of(
                        "MUSTER_HOME", uploads.folder().resolve("state").toString(),
                        "XDG_CONFIG_HOME", uploads.folder().resolve("config").toString()),
                command);
    }

    private void took(int status, String text) throws Exception {
        if (status == 0) {
            acknowledged.add(text);
        }
        // what failed after its commit may be there too, and is whole
        List<String> points = uploads.points();
        assertThat(points.size()).isGreaterThanOrEqualTo(acknowledged.size());
        if (status == 0) {
            assertThat(uploads.restored("")).isEqualTo(text);
        }
    }

    private void assertGoesOn() throws Exception {
        uploads.change("last");
        uploads.done("backup");
        uploads.done("vault", "copies", "--catch-up");
        uploads.done("vault", "scrub", "--all");
        List<String> restored = new ArrayList<>();
        for (String point : uploads.points()) {
            restored.add(uploads.restored(point));
        }
        assertThat(restored).containsAll(acknowledged).endsWith("last");
    }
}
