package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a database lacks, and what is in the way of a recovery, is said with what to type, before
/// anything is touched.
@Timeout(900)
class RefusalsIT {
    @TempDir Path temporary;
    private Path folder;
    private TwoRegions regions;

    @BeforeEach
    void protect() throws Exception {
        folder = temporary.toRealPath();
        regions = TwoRegions.start(folder);
        succeeds("vault", "init");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        regions.close();
    }

    @Test
    void whatTheDatabaseLacksIsSaidBeforeItIsTouched() throws Exception {
        List<Path> before = Leftovers.files(folder.resolve("north/vault"));
        regions.run("alter role muster noreplication");
        refuses(4, "MUS-4504", "REPLICATION", "backup");
        regions.run("alter role muster replication");

        Files.writeString(folder.resolve("password"), "a wrong one");
        refuses(4, "MUS-4501", "ALTER ROLE \"muster\" PASSWORD", "backup");
        Files.writeString(folder.resolve("password"), TwoRegions.PASSWORD);

        try (Cable cable = Cable.to(regions.server().port(), RefusalsIT::asPostgresql13)) {
            regions.edit(text ->
                    text.replace(
                            "port: " + regions.server().port() + ",",
                            "port: " + cable.port() + ","));
            refuses(4, "MUS-4502", "upgrade the cluster", "backup");
            MusterChild serve = MusterChild.start(folder, "serve");
            serve.awaitWords("log capture broke: MUS-4502");
            serve.kill();
            regions.edit(text ->
                    text.replace(
                            "port: " + cable.port() + ",",
                            "port: " + regions.server().port() + ","));
        }

        regions.server().stop();
        regions.server()
                .configure(
                        List.of(
                                "wal_level = minimal",
                                "max_wal_senders = 0",
                                "summarize_wal = off"));
        regions.server().start();
        refuses(4, "MUS-4503", "wal_level", "backup");
        regions.server().stop();
        refuses(4, "MUS-4500", "psql", "backup");

        regions.server().configure(List.of("wal_level = replica", "max_wal_senders = 10"));
        regions.server().start();
        assertThat(regions.ask("select count(*) from pg_replication_slots")).isEqualTo("0");
        assertThat(Leftovers.files(folder.resolve("north/vault"))).isEqualTo(before);
        theDaemonSaysTheSameAndGoesOnByItself();
        succeeds("backup");
    }

    private void theDaemonSaysTheSameAndGoesOnByItself() throws Exception {
        regions.run("alter role muster noreplication");
        MusterChild serve = MusterChild.start(folder, "serve");
        serve.awaitWords("db: backup failed: MUS-4504");
        serve.awaitWords("db: log capture broke: MUS-4504");
        assertThat(serve.err()).contains("ALTER ROLE \"muster\" REPLICATION");

        regions.run("alter role muster replication");

        serve.awaitWords("commits wait for the capture");
        serve.kill();
    }

    /// The server's own words, one digit changed.
    private static byte[] asPostgresql13(byte[] said) {
        String text = new String(said, StandardCharsets.ISO_8859_1);
        return text.replace("\u000618000", "\u000613000").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatIsInTheWayOfARecoveryIsSaidWhileTheOldOneGoesOn() throws Exception {
        MusterChild serve = MusterChild.start(folder, "serve");
        serve.awaitWords("new in the vault");
        serve.awaitWords("commits wait for the capture");
        try (NumberWriter client = new NumberWriter(regions)) {
            client.awaitMore();
            try (ServerSocket taken =
                    new ServerSocket(
                            regions.recoveredPort(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                refuses(5, "MUS-4531", "ss -ltnp", "recover", "north-lost", "--yes");
            }
            Files.createDirectories(regions.recoveredData());
            Files.writeString(regions.recoveredData().resolve("mine"), "precious");
            refuses(4, "MUS-4526", "mv ", "recover", "north-lost", "--yes");
            regions.edit(text -> text.replace("server: { bin: \"", "server: { bin: \"/nowhere"));
            Files.delete(regions.recoveredData().resolve("mine"));
            refuses(4, "MUS-4530", "bin", "recover", "north-lost", "--yes");

            // neither fenced nor noted as a run
            client.awaitMore();
            assertThat(serve.err()).doesNotContain("closed by a recovery");
            assertThat(folder.resolve("state/runs")).doesNotExist();

            regions.edit(text -> text.replace("/nowhere", ""));
            whoGoesOnAllTheSameFencesNothingThatCannotComeBack(client);
            client.awaitMore();
            succeeds("recover", "north-lost", "--yes");
            assertThat(regions.recoveredNumbers().keySet()).containsAll(client.acknowledged());
        }
        serve.kill();
    }

    private void whoGoesOnAllTheSameFencesNothingThatCannotComeBack(NumberWriter client)
            throws Exception {
        try (ServerSocket taken =
                new ServerSocket(regions.recoveredPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            MusterChild recovery =
                    MusterChild.start(folder, "recover", "north-lost", "--yes", "--partly");
            assertThat(recovery.end()).as(recovery.words()).isEqualTo(1);
            assertThat(recovery.err())
                    .contains("failed  db-fence  MUS-4531")
                    .doesNotContain("done  ");
            client.awaitMore();
        }
    }

    private void refuses(int status, String code, String hint, String... words) throws Exception {
        MusterChild child = MusterChild.start(folder, words);
        assertThat(child.end()).as(child.words()).isEqualTo(status);
        assertThat(child.err()).contains("error " + code, hint);
    }

    private MusterChild succeeds(String... words) throws Exception {
        MusterChild child = MusterChild.start(folder, words);
        assertThat(child.end()).as("%s %s", List.of(words), child.words()).isZero();
        return child;
    }
}
