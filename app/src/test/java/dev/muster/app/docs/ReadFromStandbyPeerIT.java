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

/// Does what `docs/read-from-standby.md` says, word for word, with a busy PostgreSQL 15.
class ReadFromStandbyPeerIT {
    private static final Page PAGE = Page.at("docs/read-from-standby.md");
    private static final String AFTER = "create table after as select 1 as one";

    @TempDir Path temp;
    private Path folder;
    private Typist reader;
    private int port;
    private int standbyPort;
    private int anotherPort;
    private BusyCluster cluster;
    private final List<Process> running = new ArrayList<>();
    private final List<String> schemas = new ArrayList<>();

    @BeforeEach
    void places() throws Exception {
        folder = temp.toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        reader = new Typist(folder, "my-muster").with("PGPASSWORD", "choose-one");
        port = Ports.free();
        standbyPort = Ports.free();
        anotherPort = Ports.free();
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
        BusyCluster.stop(reader.work().resolve("standby"));
        BusyCluster.stop(reader.work().resolve("another"));
        BusyCluster.stop(reader.work().resolve("restored"));
    }

    @Test
    void aReaderOfThePageProtectsThePrimaryThroughItsStandby() throws Exception {
        cluster.start(PAGE.lines("", 0));
        cluster.ask(String.join("\n", PAGE.lines("sql", 0)));
        Files.writeString(reader.work().resolve("muster.yaml"), strategy());
        Process pgbench = cluster.keepBusy();
        running.add(pgbench);

        for (Page.Command command : commands()) {
            if (command.typed().endsWith(" promote")) {
                cluster.kill();
                assertThat(pgbench.waitFor(30, TimeUnit.SECONDS)).as("pgbench ends").isTrue();
            }
            type(command);
        }

        assertThat(schemas)
                .containsExactly(
                        "check", "doctor", "vault-init", "backup", "status", "restore", "restore");
        assertThat(Files.readString(reader.work().resolve("restored/pg_wal/00000002.history")))
                .contains("no recovery target specified");
    }

    private String strategy() {
        return substituted(String.join("\n", PAGE.lines("yaml", 0)) + "\n");
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
                .replaceAll("\\b5435\\b", "" + anotherPort)
                .replaceAll("\\b5434\\b", "" + Ports.free());
    }

    private void type(Page.Command command) throws Exception {
        String typed = substituted(command.typed());
        if (typed.equals("muster serve")) {
            running.add(reader.serve("log is captured"));
            assertThat(BusyCluster.ask(standbyPort, "select slot_name from pg_replication_slots"))
                    .isEqualTo("muster_orders_db");
        } else if (typed.contains("--to latest")) {
            BusyCluster.ask(standbyPort, AFTER);
            awaitCaptured();
            schemas.add(reader.answer(typed));
        } else if (typed.startsWith("muster ")) {
            schemas.add(reader.answer(typed));
        } else if (typed.contains("/pg_ctl ")) {
            BusyCluster.giveToOwner(
                    reader.work().resolve(typed.contains(" another ") ? "another" : "standby"));
            BusyCluster.must(reader.shell(asOwner(typed)));
            if (typed.contains(" another ")) {
                awaitStreaming();
            }
        } else {
            BusyCluster.must(reader.shell(typed));
        }
    }

    private void awaitStreaming() throws Exception {
        String receiver = "select count(*) from pg_stat_wal_receiver where status = 'streaming'";
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!BusyCluster.ask(anotherPort, receiver).equals("1")) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.sleep(50);
        }
    }

    private void awaitCaptured() throws Exception {
        String end = BusyCluster.ask(standbyPort, "select pg_current_wal_flush_lsn()");
        String captured =
                "select count(*) from pg_stat_replication where application_name ="
                        + " 'muster_orders_db' and flush_lsn >= '"
                        + end
                        + "'";
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!BusyCluster.ask(standbyPort, captured).equals("1")) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.sleep(50);
        }
    }

    /// The server's messages go beside the data, where its user may write.
    private static String asOwner(String typed) {
        String command = typed.replaceAll("-l (\\w+)[.]log", "-l $1/messages.log");
        return String.join(" ", BusyCluster.asOwner(List.of())) + " " + command;
    }
}
