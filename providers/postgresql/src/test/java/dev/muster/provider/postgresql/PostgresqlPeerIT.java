package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Tls;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.Previews;
import dev.muster.provider.Previews.Destination;
import dev.muster.provider.Previews.Part;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// With each PostgreSQL that the distribution installed, and with its own tools as judges. Needs
/// one of them, with pgbench and psql; run as root, also the user `postgres`.
@Timeout(300)
class PostgresqlPeerIT {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    @TempDir Path folder;
    private Lab lab;
    private TestCluster cluster;
    private Scene scene;

    static List<Path> installed() throws IOException {
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            List<Path> bins =
                    versions.filter(version -> version.toString().matches(".*/1[4-8]"))
                            .map(version -> version.resolve("bin"))
                            .filter(bin -> Files.exists(bin.resolve("pgbench")))
                            .toList();
            assertThat(bins).as("an installed PostgreSQL 14 to 18 below " + INSTALLED).isNotEmpty();
            return bins;
        }
    }

    @BeforeEach
    void open() throws IOException {
        lab = new Lab(folder.resolve("work"));
        // other users than this one must be able to reach their folders below
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() throws Exception {
        if (scene != null) {
            scene.killRestored();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    private void start(Path bin) throws Exception {
        cluster =
                TestCluster.start(
                        PostgresqlBinaries.installed(bin),
                        folder.resolve("north"),
                        List.of("--data-checksums"),
                        List.of());
        scene = Scene.of(cluster, folder.resolve("south"));
        sh(bin + "/pgbench -q -i -s 3", cluster.port());
    }

    @ParameterizedTest
    @MethodSource("installed")
    void aClusterUnderLoadComesBackAsItWas(Path bin) throws Exception {
        start(bin);
        comesBackAsItWas(bin);
    }

    /// Loses the primary after a load during which it was backed up.
    private void comesBackAsItWas(Path bin) throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        String sum;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            Process load = pgbench(bin);
            lab.timing.pause(Duration.ofMillis(500));
            base = lab.backup(scene);
            assertThat(load.waitFor()).isZero();
            sum = cluster.value(SUM);
            capture.awaitAll(cluster.end());
        }
        cluster.server().kill();

        Started started = lab.recover(scene, base, log, new RestoreTarget.Latest());

        int port = started.address().port();
        assertThat(sh("psql -Atc \"" + SUM + "\"", port)).isEqualTo(sum);
        assertThat(lab.verify(scene).passed()).isTrue();
        // the bank's invariant, which a torn or half replayed state breaks
        assertThat(sh("psql -Atc \"" + BALANCED + "\"", port)).isEqualTo("t");
    }

    private static final String SUM = "SELECT count(*) || ' ' || sum(delta) FROM pgbench_history";
    private static final String BALANCED =
            "SELECT (SELECT sum(abalance) FROM pgbench_accounts) = (SELECT sum(delta) FROM"
                    + " pgbench_history) AND (SELECT sum(bbalance) FROM pgbench_branches) ="
                    + " (SELECT sum(tbalance) FROM pgbench_tellers)";

    private Process pgbench(Path bin) throws IOException {
        return shell(bin + "/pgbench -n -c 4 -T 3", cluster.port());
    }

    /// The manifest is the source's own list of what a backup holds, with checksums.
    @ParameterizedTest
    @MethodSource("installed")
    void pgVerifybackupFindsWhatWasRestoredWhole(Path bin) throws Exception {
        start(bin);
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            Process load = pgbench(bin);
            base = lab.backup(scene);
            assertThat(load.waitFor()).isZero();
            capture.awaitAll(cluster.end());
        }

        lab.restore(scene, base, log, new RestoreTarget.Latest());

        String verify =
                bin
                        + "/pg_verifybackup -n -i muster.restored -i muster.times -i recovery.signal"
                        + " -i postgresql.auto.conf -i backup_manifest -i tablespace_map "
                        + scene.data();
        assertThat(sh(verify, cluster.port())).contains("successfully verified");
    }

    /// Muster has laid the folder out; from there a person goes on with PostgreSQL's tools alone.
    @ParameterizedTest
    @MethodSource("installed")
    void byHandTheSameServerComesUp(Path bin) throws Exception {
        start(bin);
        cluster.execute("GRANT SELECT ON pgbench_history TO muster");
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            cluster.write(7);
            capture.awaitAll(cluster.end());
        }
        cluster.server().kill();
        Scene byHand =
                scene.asserting(List.of("select count(*) = 1 from numbers where n = 7"))
                        .runningAs(isRoot() ? "postgres" : System.getProperty("user.name"));
        scene = byHand;
        lab.restore(byHand, base, log, new RestoreTarget.Latest());

        perform(byHand, new Action.Start(Scene.COMPONENT, Scene.SOUTH));
        perform(byHand, new Action.Verify(Scene.COMPONENT, Scene.SOUTH));

        assertThat(lab.store.start(byHand.recovery(), lab.operation()).reached()).isNotEmpty();
        assertThat(lab.verify(byHand).passed()).isTrue();
    }

    private void perform(Scene by, Action action) throws Exception {
        Procedure procedure = lab.store.kind().byHand(action, by.recovery().situation());
        for (Instruction instruction : procedure.instructions()) {
            String expected = instruction.expected().orElseThrow();
            String printed = "";
            // "ask again", as the instruction says of a server that still replays
            for (int i = 0; i < 100 && !printed.contains(expected); i++) {
                Process typed =
                        shell(instruction.command().orElseThrow(), by.southPort(), "muster");
                printed = output(typed);
                lab.timing.pause(Duration.ofMillis(20));
            }
            assertThat(printed).as(instruction.command().orElseThrow()).contains(expected);
        }
    }

    /// Debian's own user runs what root restores.
    @ParameterizedTest
    @MethodSource("installed")
    void whatRootRestoresRunsAsItsUser(Path bin) throws Exception {
        start(bin);
        BackupReader base = lab.backup(scene.withoutLogs());
        scene = scene.runningAs(isRoot() ? "postgres" : System.getProperty("user.name"));

        lab.recover(scene, base, new MemoryLog(), new RestoreTarget.Latest());

        String pid = Files.readAllLines(scene.data().resolve("postmaster.pid")).getFirst();
        assertThat(Files.getOwner(Path.of("/proc/" + pid)).getName())
                .isEqualTo(scene.runAs().orElseThrow());
        assertThat(lab.verify(scene).passed()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("installed")
    void everythingGoesOverTlsWhereThatIsAsked(Path bin) throws Exception {
        start(bin);
        Path data = cluster.server().data();
        sh(
                "cd "
                        + data
                        + " && openssl req -new -x509 -days 2 -nodes -subj /CN=db -out server.crt"
                        + " -keyout server.key && chmod 600 server.key",
                cluster.port());
        cluster.restart("ssl = on");
        Files.writeString(
                data.resolve("pg_hba.conf"),
                "hostssl all,replication all 127.0.0.1/32 scram-sha-256\n");
        cluster.restart();
        Scene encrypted = scene.encrypted(Tls.REQUIRE);
        scene = encrypted;
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(encrypted, log)) {
            base = lab.backup(encrypted);
            cluster.write(1);
            capture.awaitAll(cluster.end());
            assertThat(
                            cluster.value(
                                    "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_replication USING (pid)"))
                    .isEqualTo("t");
        }

        lab.recover(encrypted, base, log, new RestoreTarget.Latest());

        assertThat(lab.verify(encrypted).passed()).isTrue();
        assertThatThrownBy(() -> lab.store.examine(scene.encrypted(Tls.DISABLE).home()))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("no encryption");
    }

    /// While the capture runs, nobody looks at the certificate again; whoever comes back does.
    @ParameterizedTest
    @MethodSource("installed")
    void aCertificateThatExpiredIsToldAndARenewedOneGoesOn(Path bin) throws Exception {
        start(bin);
        Path data = cluster.server().data();
        Path root = Files.createDirectories(folder.resolve("home/.postgresql")).resolve("root.crt");
        sh(
                "cd "
                        + data
                        + " && openssl req -new -x509 -days 2 -nodes -subj /CN=root -out "
                        + root
                        + " -keyout root.key && openssl req -new -nodes -subj /CN=db -keyout"
                        + " server.key -out server.csr && chmod 600 server.key",
                cluster.port());
        certify(data, root, 2);
        cluster.restart("ssl = on");
        scene = scene.encrypted(Tls.VERIFY_CA);
        String home = System.setProperty("user.home", folder.resolve("home").toString());
        try {
            MemoryLog log = new MemoryLog();
            try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
                cluster.write(1);
                capture.awaitAll(cluster.end());
                certify(data, root, -1);
                cluster.execute("SELECT pg_reload_conf()");
                cluster.write(2);
                capture.awaitAll(cluster.end());
            }
            try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
                capture.awaitEnd();
                assertThat(capture.failure())
                        .isInstanceOfSatisfying(
                                MusterException.class,
                                error -> {
                                    assertThat(error.code()).isEqualTo(PostgresqlErrors.TLS);
                                    assertThat(error).hasMessageContaining("NotAfter");
                                });
            }
            certify(data, root, 2);
            cluster.execute("SELECT pg_reload_conf()");
            cluster.write(3);
            try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
                capture.awaitAll(cluster.end());
            }
            assertThat(log.ranges()).hasSize(1);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private void certify(Path data, Path root, int days) throws Exception {
        sh(
                "cd "
                        + data
                        + " && openssl x509 -req -in server.csr -CA "
                        + root
                        + " -CAkey root.key -CAcreateserial -out server.crt -days "
                        + days,
                cluster.port());
    }

    /// A standby as its own tools make it, backed up while the primary is busy.
    @ParameterizedTest
    @MethodSource("installed")
    void aStandbyIsBackedUpAndCapturedWhileItsPrimaryIsBusy(Path bin) throws Exception {
        start(bin);
        Path data = Files.createDirectories(folder.resolve("standby")).resolve("data");
        sh("PGUSER=muster " + bin + "/pg_basebackup -c fast -R -D " + data, cluster.port());
        PostgresqlServer standby =
                PostgresqlServer.existing(
                        PostgresqlBinaries.installed(bin),
                        folder.resolve("standby"),
                        Ports.free(),
                        lab.timing);
        standby.configure(List.of());
        standby.start();
        try (standby) {
            scene = scene.readFrom(standby.port());
            comesBackAsItWas(bin);
        }
    }

    @ParameterizedTest
    @MethodSource("installed")
    void aTableAndADatabaseComeOutOfAPreview(Path bin) throws Exception {
        start(bin);
        cluster.execute("CREATE DATABASE shop");
        try (Connection shop = TestCluster.connect(cluster.port(), "shop", "postgres")) {
            shop.createStatement().execute("CREATE TABLE \"Odd Name\" AS SELECT 7 AS n");
            shop.createStatement().execute("GRANT SELECT ON \"Odd Name\" TO muster");
        }
        BackupReader base = lab.backup(scene.withoutLogs());
        Previews<PostgresqlSettings> previews = lab.store.previews().orElseThrow();
        Path look = folder.resolve("look");
        previews.open(
                scene.recovery(),
                new RestoreRequest(look, new RestoreTarget.Latest()),
                Ports.free(),
                base,
                new MemoryLog(),
                lab.operation());
        try {
            Path sql = folder.resolve("shop.sql");
            extract(previews, look, "shop", false, new Destination.NewFile(sql));
            assertThat(sql).content().contains("CREATE TABLE public.\"Odd Name\"");
            refusedToExtract(previews, look, "shop", sql, "is there already");
            refusedToExtract(
                    previews, look, "pgbench_tellers", folder.resolve("x"), "may not read");
            refusedToExtract(previews, look, "nothing", folder.resolve("x"), "has no table");

            sh("psql -Atc 'CREATE DATABASE target'", cluster.port());
            Part table =
                    new Part(
                            "\"Odd Name\"",
                            true,
                            Optional.of("shop"),
                            new Destination.Server(
                                    "postgresql://postgres:"
                                            + TestCluster.PASSWORD.replace(" ", "%20")
                                            + "@127.0.0.1:"
                                            + cluster.port()
                                            + "/target"));
            previews.extract(scene.recovery(), look, table, lab.operation());
            assertThat(sh("psql -At -d target -c 'SELECT n FROM \"Odd Name\"'", cluster.port()))
                    .isEqualTo("7");
            assertThatThrownBy(
                            () -> previews.extract(scene.recovery(), look, table, lab.operation()))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("already exists");
        } finally {
            previews.discard(scene.recovery(), look, lab.operation());
        }
    }

    private void extract(
            Previews<PostgresqlSettings> previews,
            Path look,
            String name,
            boolean table,
            Destination into)
            throws InterruptedException {
        Part part = new Part(name, table, Optional.empty(), into);
        previews.extract(scene.recovery(), look, part, lab.operation());
    }

    private void refusedToExtract(
            Previews<PostgresqlSettings> previews, Path look, String name, Path into, String why) {
        assertThatThrownBy(() ->
                        extract(
                                previews,
                                look,
                                name,
                                !name.equals("shop"),
                                new Destination.NewFile(into)))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(why);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private static boolean isRoot() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    private static String sh(String command, int port) throws Exception {
        Process process = shell(command, port);
        String printed = output(process);
        assertThat(process.exitValue()).as(command + ": " + printed).isZero();
        return printed;
    }

    private static String output(Process process) throws Exception {
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.strip();
    }

    private static Process shell(String command, int port) throws IOException {
        return shell(command, port, "postgres");
    }

    private static Process shell(String command, int port, String user) throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", command));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("PGHOST", "127.0.0.1");
        environment.put("PGPORT", Integer.toString(port));
        environment.put("PGUSER", user);
        environment.put("PGPASSWORD", TestCluster.PASSWORD);
        environment.put("PGDATABASE", "postgres");
        environment.put("LC_ALL", "C.UTF-8");
        return builder.start();
    }
}
