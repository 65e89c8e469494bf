package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.servers.Peers;
import dev.muster.servers.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/mariadb.md` says, word for word, with the distribution's MariaDB.
@Timeout(240)
class MariadbPagePeerIT {
    private static final Page PAGE = Page.at("docs/mariadb.md");

    @TempDir Path temp;
    private final int port = Ports.free();
    private final int newPort = Ports.free();
    private final List<Process> running = new ArrayList<>();
    private final List<String> schemas = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Process process : running) {
            process.destroy();
            process.waitFor();
        }
        Path restored = temp.resolve("work/there/orders-db/muster.pid");
        if (Files.exists(restored)) {
            ProcessHandle.of(Long.parseLong(Files.readString(restored).strip()))
                    .ifPresent(server -> {
                        server.destroyForcibly();
                        server.onExit().join();
                    });
        }
    }

    @Test
    void aReaderOfThePageBringsAServerBack() throws Exception {
        Process server = start();
        for (String line : PAGE.lines("sql", 0)) {
            ask(port, line);
        }
        ask(port, "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY)");
        ask(port, "GRANT SELECT ON shop.orders TO muster@'%'; INSERT INTO shop.orders VALUES (1)");
        Typist typist = new Typist(temp);
        Files.writeString(typist.work().resolve("muster.yaml"), substituted(PAGE.text("yaml", 0)));

        for (Page.Command command : PAGE.commands()) {
            String typed = substituted(command.typed());
            if (typed.contains(" --to latest ")) {
                ask(port, "INSERT INTO shop.orders VALUES (2); FLUSH BINARY LOGS");
                ask(port, "INSERT INTO shop.orders VALUES (3)");
                awaitCaptured(typist);
            }
            if (typed.startsWith("muster recover")) {
                server.destroyForcibly().waitFor();
            }
            type(typist, typed, command);
        }

        assertThat(ask(newPort, "SELECT GROUP_CONCAT(id ORDER BY id) FROM shop.orders"))
                .isEqualTo("1,2,3");
        assertThat(typist.work().resolve("restored/muster-log/relay.000002")).exists();
        assertThat(schemas)
                .containsSubsequence(
                        "check", "doctor", "vault-init", "backup", "status", "points", "restore")
                .endsWith("recover");
    }

    private void type(Typist typist, String typed, Page.Command command) throws Exception {
        if (typed.equals("muster serve")) {
            running.add(typist.serve("log is captured"));
        } else if (typed.startsWith("muster ")) {
            if (typed.equals("muster check")) {
                assertThat(BusyCluster.must(typist.shell(typed)).strip())
                        .endsWith(command.output().getLast());
            }
            schemas.add(typist.answer(typed + (typed.contains(" recover ") ? " --yes" : "")));
        } else {
            BusyCluster.must(typist.shell(typed));
        }
    }

    /// Until the newest moment that can be restored lies behind what was written.
    private void awaitCaptured(Typist typist) throws Exception {
        String written = Instant.now().toString();
        String captured = "";
        for (int i = 0; i < 60 && captured.compareTo(written) < 0; i++) {
            ask(port, "INSERT INTO shop.orders VALUES (99); DELETE FROM shop.orders WHERE id = 99");
            TimeUnit.SECONDS.sleep(1);
            captured =
                    BusyCluster.must(
                                    typist.shell(
                                            "muster points orders-db --output json | grep -o"
                                                    + " '\"to\" *: *\"[^\"]*\"' | tail -1 | cut -d'\"'"
                                                    + " -f4"))
                            .strip();
        }
        assertThat(captured).isGreaterThanOrEqualTo(written);
    }

    private String substituted(String text) {
        return text.replaceAll("\\b3306\\b", "" + port)
                .replaceAll("\\b3307\\b", "" + newPort)
                .replace("bin: /usr/sbin", "bin: " + bin())
                .replace("/etc/mysql/restored.cnf", temp.resolve("place.cnf").toString());
    }

    private static Path peer() {
        return Peers.folder("mariadb-debian", "bin/mariadbd");
    }

    private static Path bin() {
        return peer().resolve("bin");
    }

    private Process start() throws Exception {
        Path root = peer().resolve("root/usr");
        Files.write(
                temp.resolve("place.cnf"),
                List.of(
                        "[mariadbd]",
                        "user=" + System.getProperty("user.name"),
                        "basedir=" + root,
                        "plugin-dir=" + root.resolve("lib/mysql/plugin"),
                        "lc-messages-dir=" + root.resolve("share/mysql"),
                        "character-sets-dir=" + root.resolve("share/mysql/charsets"),
                        "innodb-buffer-pool-size=32M"));
        Path data = temp.resolve("source");
        run(
                bin().resolve("mariadb-install-db").toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--basedir=" + root,
                "--lc-messages-dir=" + root.resolve("share/mysql"),
                "--innodb-log-file-size=8M",
                "--datadir=" + data);
        List<String> words =
                new ArrayList<>(
                        List.of(
                                bin().resolve("mariadbd").toString(),
                                "--defaults-file=" + temp.resolve("place.cnf"),
                                "--datadir=" + data,
                                "--socket=m.sock",
                                "--pid-file=" + data.resolve("m.pid"),
                                "--port=" + port,
                                "--bind-address=127.0.0.1"));
        PAGE.lines("", 0).stream()
                .filter(line -> !line.startsWith("["))
                .map(line -> "--" + line.replace(" ", "").replace("log-bin", "log-bin=m"))
                .forEach(words::add);
        Process server =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(temp.resolve("source.log").toFile())
                        .start();
        running.add(server);
        for (int i = 0; i < 300; i++) {
            if (client(port, "SELECT 1").waitFor() == 0) {
                return server;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(Files.readString(temp.resolve("source.log")));
    }

    private static void run(String... words) throws Exception {
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
    }

    private static Process client(int port, String sql) throws IOException {
        return new ProcessBuilder(
                        bin().resolve("mariadb").toString(),
                        "--no-defaults",
                        "-h127.0.0.1",
                        "-P" + port,
                        "-uroot",
                        "-N",
                        "-B",
                        "-e",
                        sql)
                .redirectErrorStream(true)
                .start();
    }

    /// As administrator.
    private static String ask(int port, String sql) throws Exception {
        Process client = client(port, sql);
        String said =
                new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(client.waitFor()).as(sql + ": " + said).isZero();
        return said;
    }
}
