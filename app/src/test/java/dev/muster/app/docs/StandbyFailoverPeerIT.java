package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.servers.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/standby-failover.md` says, word for word, with a busy PostgreSQL 15.
class StandbyFailoverPeerIT {
    private static final Page PAGE = Page.at("docs/standby-failover.md");

    @TempDir Path temp;
    private Typist reader;
    private int port;
    private int standbyPort;
    private BusyCluster cluster;
    private final List<Process> running = new ArrayList<>();
    private final List<String> schemas = new ArrayList<>();

    @BeforeEach
    void places() throws Exception {
        Path folder = temp.toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        reader = new Typist(folder, "my-muster").with("PGPASSWORD", "choose-one");
        port = Ports.free();
        standbyPort = Ports.free();
        cluster = new BusyCluster(folder.resolve("pg"), port);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Process process : running) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        BusyCluster.stop(cluster.data());
        BusyCluster.stop(standby());
    }

    private Path standby() {
        return reader.work().resolve("there/orders-db");
    }

    @Test
    void aReaderOfThePageFailsOverToAStandbyThatCameOutOfTheVault() throws Exception {
        cluster.start(PAGE.lines("", 0));
        cluster.ask(String.join("\n", PAGE.lines("sql", 0)));
        write(0);
        Process pgbench = cluster.keepBusy();
        running.add(pgbench);

        for (Page.Command command : commands()) {
            if (command.typed().startsWith("muster recover")) {
                Thread.sleep(1000);
                cluster.kill();
                assertThat(pgbench.waitFor(30, TimeUnit.SECONDS)).as("pgbench ends").isTrue();
            }
            type(command);
            if (command.typed().startsWith("muster recover")) {
                assertThat(standby().resolve("muster.promoted")).exists();
                assertNothingIsLost(standbyPort);
                turnAround();
            }
        }

        assertThat(schemas)
                .containsExactly(
                        "check",
                        "plan",
                        "vault-init",
                        "backup",
                        "restore",
                        "recover",
                        "backup",
                        "restore",
                        "recover");
        assertThat(cluster.data().resolve("muster.promoted")).exists();
        assertThat(cluster.data().resolve("pg_wal/00000003.history")).exists();
        assertNothingIsLost(port);
    }

    private void assertNothingIsLost(int where) throws Exception {
        String history = BusyCluster.ask(where, "select count(*) from pgbench_history");
        assertThat(Long.parseLong(history)).isGreaterThanOrEqualTo(cluster.acknowledged());
    }

    private void turnAround() throws Exception {
        Process serve = running.getLast();
        serve.destroy();
        assertThat(serve.waitFor(30, TimeUnit.SECONDS)).as("muster serve ends").isTrue();
        write(1);
    }

    private void write(int block) throws Exception {
        Files.writeString(
                reader.work().resolve("muster.yaml"),
                substituted(String.join("\n", PAGE.lines("yaml", block)) + "\n"));
    }

    private static List<Page.Command> commands() {
        return PAGE.blocks().stream()
                .filter(Page.Block::isConsole)
                .flatMap(it -> it.commands().stream())
                .toList();
    }

    private String substituted(String text) {
        return text.replaceAll("\\b5432\\b", "" + port)
                .replaceAll("\\b5433\\b", "" + standbyPort)
                .replace("/srv/orders-db", cluster.data().toString());
    }

    private void type(Page.Command command) throws Exception {
        String typed = substituted(command.typed());
        if (typed.equals("muster serve")) {
            running.add(reader.serve("commits wait for the capture"));
        } else if (typed.startsWith("muster ")) {
            schemas.add(reader.answer(typed));
        } else if (typed.contains("/pg_ctl ")) {
            boolean home = typed.contains(cluster.data().toString());
            BusyCluster.giveToOwner(home ? cluster.data() : standby());
            BusyCluster.must(reader.shell(asOwner(typed)));
            awaitStreaming(home ? port : standbyPort);
        } else {
            BusyCluster.must(reader.shell(typed));
        }
    }

    private static void awaitStreaming(int where) throws Exception {
        String receiver = "select count(*) from pg_stat_wal_receiver where status = 'streaming'";
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!BusyCluster.ask(where, receiver).equals("1")) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.sleep(50);
        }
    }

    /// The server's messages go beside the data, where its user may write.
    private static String asOwner(String typed) {
        String command = typed.replaceAll("-D (\\S+) -l \\w+[.]log", "-D $1 -l $1/messages.log");
        return String.join(" ", BusyCluster.asOwner(List.of())) + " " + command;
    }
}
