package dev.muster.provider.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.model.ErrorCode;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.LogReader;
import dev.muster.provider.mariadb.binlog.BinlogFile;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbKind;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the contract does not ask, with the distribution's MariaDB and its own tools as judges.
@Timeout(120)
class MariadbPeerIT {
    @TempDir Path folder;
    private TestServer server;
    private Scene scene;
    private Lab lab;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder.resolve("north"));
        scene = Scene.of(server, folder.resolve("south"));
        lab = new Lab(folder.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        server.close();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
                            assertThat(error.hint()).isNotEmpty();
                        });
    }

    /// An outside ledger knows which transactions had committed up to the one that is asked for.
    @Test
    void aRestoreToATransactionHasAllUpToItAndNothingAfter() throws Exception {
        MemoryLog log = new MemoryLog();
        Set<Integer> ledger = new HashSet<>();
        String wanted = "";
        BackupReader base;
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            for (int number = 1; number <= 60; number++) {
                server.write(number);
                if (number <= 37) {
                    ledger.add(number);
                }
                if (number == 37) {
                    wanted = server.value("SELECT @@gtid_binlog_pos", 1);
                }
                if (number % 20 == 0) {
                    server.execute("FLUSH BINARY LOGS");
                }
            }
            capture.awaitAll(server.end());
        }
        assertThat(log.ranges()).hasSize(4);
        server.kill();

        Started started = lab.recover(scene, base, log, new RestoreTarget.AtTransaction(wanted));

        assertThat(TestServer.numbers(started.address().port())).isEqualTo(ledger);
        assertThat(started.reached()).startsWith(wanted);
        assertThat(lab.store.verify(scene.recovery(), lab.operation()).passed()).isTrue();
    }

    @Test
    void whatWasCapturedIsByteForByteTheServersOwnFiles() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            // more than a packet of the protocol holds
            server.execute("SET GLOBAL max_allowed_packet = 1073741824");
            server.execute("CREATE TABLE shop.large (id INT PRIMARY KEY, what LONGBLOB)");
            try (Connection fresh = TestServer.connect(server.port());
                    java.sql.Statement statement = fresh.createStatement()) {
                statement.execute("INSERT INTO shop.large VALUES (1, REPEAT('x', 20000000))");
            }
            server.execute("SET GLOBAL log_bin_compress = ON");
            server.write(1);
            server.execute("FLUSH BINARY LOGS");
            server.write(2);
            capture.awaitAll(server.end());
        }
        LogReader.Range first = log.ranges().getFirst();
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        log.copy(first.from(), first.to(), captured);

        String name = BinlogFile.of(first.from().line()).orElseThrow().name();
        byte[] original = Files.readAllBytes(server.data().resolve(name));
        assertThat(original.length).isGreaterThan(20_000_000);
        assertThat(captured.toByteArray()).isEqualTo(original);
    }

    @Test
    void aServerThatIsKilledAndComesBackIsCapturedOnWithoutAHole() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            server.write(1);
            capture.awaitAll(server.end());
            server.kill();
            capture.awaitEnd();
            assertThat(capture.failure()).isNull();
        }
        server.startAgain();
        server.write(2);
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            capture.awaitAll(server.end());
        }
        server.kill();

        Started started = lab.recover(scene, base, log, new RestoreTarget.Latest());

        assertThat(TestServer.numbers(started.address().port())).isEqualTo(Set.of(1, 2));
    }

    @Test
    void purgedLogIsToldAsAGapAndANewBaseClosesIt() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            server.write(1);
            capture.awaitAll(server.end());
        }
        server.write(2);
        server.execute("FLUSH BINARY LOGS");
        String kept = server.value("SHOW MASTER STATUS", 1);
        server.purgeTo(kept);

        assertRefused(
                MariadbErrors.GAP, () -> lab.store.capture(scene.home(), log, lab.operation()));

        log.acceptGap();
        BackupReader base;
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            server.write(3);
            capture.awaitAll(server.end());
        }
        server.kill();
        Started started = lab.recover(scene, base, log, new RestoreTarget.Latest());
        assertThat(TestServer.numbers(started.address().port())).isEqualTo(Set.of(1, 2, 3));
    }

    @Test
    void anotherLogOfTheSameNameIsNotTakenForTheCapturedOne() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            capture.awaitAll(server.end());
        }
        // the time in the file's first event has whole seconds
        TimeUnit.MILLISECONDS.sleep(1_100);
        server.execute("RESET MASTER");
        for (int number = 1; number <= 20; number++) {
            server.write(number);
        }

        assertRefused(
                MariadbErrors.OTHER_SERVER,
                () -> lab.store.capture(scene.home(), log, lab.operation()));
    }

    @Test
    void aReplayThatWasKilledGoesOnWhereItWas() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            for (int number = 1; number <= 3_000; number++) {
                server.write(number);
            }
            capture.awaitAll(server.end());
        }
        server.kill();
        lab.restore(scene, base, log, new RestoreTarget.Latest());
        List<Throwable> failures = new ArrayList<>();
        Thread start =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                lab.store.start(scene.recovery(), lab.operation("start"));
                            } catch (InterruptedException | RuntimeException killed) {
                                failures.add(killed);
                            }
                        });
        while (!Files.exists(scene.data().resolve("muster.replaying"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        scene.killRestored();
        start.join();
        assertThat(failures).hasSize(1);

        Started started = lab.store.start(scene.recovery(), lab.operation("start"));

        assertThat(TestServer.numbers(started.address().port())).hasSize(3_000);
    }

    /// What a server that was killed just then leaves behind.
    @Test
    void aReplayGoesOnWhereTheServerHadNotFinishedWritingItsPlace() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            server.write(1);
            capture.awaitAll(server.end());
        }
        server.kill();
        lab.restore(scene, base, log, new RestoreTarget.Latest());
        for (String place : List.of("master.info", "relay.info")) {
            Files.writeString(scene.data().resolve("muster-log").resolve(place), "");
        }

        Started started = lab.store.start(scene.recovery(), lab.operation("start"));

        assertThat(TestServer.numbers(started.address().port())).containsExactly(1);
    }

    @Test
    void aToolOfAnotherSeriesIsToldBeforeAnythingIsTouched() throws Exception {
        BackupReader base = lab.backup(scene);
        Path other = Files.createDirectories(folder.resolve("other"));
        for (String name : List.of("mariadb-backup", "mariadbd")) {
            Path tool = Files.writeString(other.resolve(name), "#!/bin/sh\necho 11.4.2-MariaDB\n");
            assertThat(tool.toFile().setExecutable(true)).isTrue();
        }

        assertRefused(
                MariadbErrors.TOOL,
                () ->
                        lab.restore(
                                scene.with(other),
                                base,
                                new MemoryLog(),
                                new RestoreTarget.Latest()));
        assertThat(scene.data().getParent()).doesNotExist();
    }

    @Test
    void theDoctorTellsAllThatIsMissingAtOnce() throws Exception {
        server.execute("CREATE USER poor IDENTIFIED BY 'poor'");
        server.execute("GRANT PROCESS, BINLOG MONITOR ON *.* TO poor");
        server.execute("SET GLOBAL binlog_format = MIXED");
        server.execute("SET GLOBAL sync_binlog = 0");
        server.execute("CREATE TABLE shop.keyless (a INT)");

        Diagnosis found = lab.store.diagnose(scene.as("poor", "poor").home());

        assertThat(found.version())
                .hasValueSatisfying(it -> assertThat(it).startsWith("MariaDB 10."));
        assertThat(found.symptoms())
                .extracting(Diagnosis.Symptom::message)
                .anyMatch(it -> it.contains("lacks RELOAD, REPLICATION SLAVE"))
                .anyMatch(it -> it.contains("binlog_format is MIXED"))
                .anyMatch(it -> it.contains("sync_binlog is 0"))
                .anyMatch(it -> it.contains("shop.keyless"));
        assertThat(lab.store.diagnose(scene.home()).symptoms())
                .extracting(Diagnosis.Symptom::message)
                .noneMatch(it -> it.contains("lacks"));
    }

    @Test
    void aUserWhoLogsInByEd25519IsCaptured() throws Exception {
        server.execute(
                "CREATE USER modern IDENTIFIED VIA ed25519 USING PASSWORD('"
                        + "m".repeat(40)
                        + "')");
        server.execute("GRANT RELOAD, PROCESS, BINLOG MONITOR, REPLICATION SLAVE ON *.* TO modern");
        Scene modern = scene.as("modern", "m".repeat(40));
        MemoryLog log = new MemoryLog();
        try (CaptureRun<MariadbSettings> capture = lab.capturing(modern, log)) {
            server.write(1);
            capture.awaitAll(server.end());
        }
        assertThat(log.ranges()).hasSize(1);
    }

    @Test
    void aFailedAssertionFailsTheVerification() throws Exception {
        server.write(1);
        BackupReader base = lab.backup(scene);
        Scene strict = scene.asserting("select count(*) = 2 from shop.numbers");
        lab.recover(strict, base, new MemoryLog(), new RestoreTarget.Latest());

        assertThat(lab.store.verify(strict.recovery(), lab.operation()).passed()).isFalse();
    }

    @Test
    void pagesAreGivenToTheVaultAsPages() throws Exception {
        MemoryBackup backup = new MemoryBackup();
        lab.store.backup(scene.home(), backup, lab.operation());

        assertThat(backup.pageSize("mysql/innodb_table_stats.ibd")).isEqualTo(16_384);
        assertThat(backup.pageSize("ibdata1")).isEqualTo(16_384);
        assertThat(backup.pageSize("shop/numbers.frm")).isZero();
    }

    /// The runbook, typed by a shell; what Muster does in it, it does itself.
    @Test
    void theRunbookBringsItBackWithMariadbsOwnPrograms() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            server.write(1);
            server.execute("FLUSH BINARY LOGS");
            server.write(2);
            capture.awaitAll(server.end());
        }
        server.kill();
        lab.restore(scene, base, log, new RestoreTarget.Latest());

        Action start = new Action.Start(Scene.COMPONENT, Scene.SOUTH);
        for (Instruction instruction :
                new MariadbKind().byHand(start, scene.recovery().situation()).instructions()) {
            type(instruction.command().orElseThrow());
        }

        assertThat(numbersSoon(scene.southPort())).isEqualTo(Set.of(1, 2));
    }

    private void type(String command) throws IOException, InterruptedException {
        Path printed = folder.resolve("typed.log");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command);
        shell.environment()
                .merge("PATH", TestServer.bin().toString(), (old, bin) -> bin + ":" + old);
        Process process = shell.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(command + "\n" + Files.readString(printed)).isTrue();
        assertThat(process.exitValue())
                .as(command + "\n" + Files.readString(printed) + log())
                .isZero();
    }

    private String log() throws IOException {
        Path log = scene.data().resolveSibling("orders-db.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static Set<Integer> numbersSoon(int port) throws InterruptedException {
        SQLException last = new SQLException("never asked");
        for (int i = 0; i < 400; i++) {
            try {
                return TestServer.numbers(port);
            } catch (SQLException notYet) {
                last = notYet;
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new AssertionError(last);
    }

    @Test
    void aPositionInTheLogIsReachedExactly() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        LogPosition wanted;
        try (CaptureRun<MariadbSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            server.write(1);
            wanted = server.end();
            server.write(2);
            capture.awaitAll(server.end());
        }
        server.kill();

        Started started = lab.recover(scene, base, log, new RestoreTarget.AtPosition(wanted));

        assertThat(TestServer.numbers(started.address().port())).isEqualTo(Set.of(1));
    }
}
