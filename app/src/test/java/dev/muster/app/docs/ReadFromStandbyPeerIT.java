package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.servers.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private BusyReader desk;
    private int standbyPort;
    private int anotherPort;
    private final List<String> schemas = new ArrayList<>();

    @BeforeEach
    void places() throws Exception {
        desk = new BusyReader(temp);
        standbyPort = Ports.free();
        anotherPort = Ports.free();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        desk.stop();
        BusyCluster.stop(desk.work().resolve("standby"));
        BusyCluster.stop(desk.work().resolve("another"));
        BusyCluster.stop(desk.work().resolve("restored"));
    }

    @Test
    void aReaderOfThePageProtectsThePrimaryThroughItsStandby() throws Exception {
        desk.cluster.start(PAGE.lines("", 0));
        desk.cluster.ask(PAGE.text("sql", 0));
        Files.writeString(desk.work().resolve("muster.yaml"), substituted(PAGE.text("yaml", 0)));
        Process pgbench = desk.cluster.keepBusy();
        desk.running.add(pgbench);

        for (Page.Command command : PAGE.commands()) {
            if (command.typed().endsWith(" promote")) {
                desk.cluster.kill();
                assertThat(pgbench.waitFor(30, TimeUnit.SECONDS)).as("pgbench ends").isTrue();
            }
            type(command);
        }

        assertThat(schemas)
                .containsExactly(
                        "check", "doctor", "vault-init", "backup", "status", "restore", "restore");
        assertThat(Files.readString(desk.work().resolve("restored/pg_wal/00000002.history")))
                .contains("no recovery target specified");
    }

    private String substituted(String text) {
        return text.replaceAll("\\b5432\\b", "" + desk.port)
                .replaceAll("\\b5433\\b", "" + standbyPort)
                .replaceAll("\\b5435\\b", "" + anotherPort)
                .replaceAll("\\b5434\\b", "" + Ports.free());
    }

    private void type(Page.Command command) throws Exception {
        String typed = substituted(command.typed());
        if (typed.equals("muster serve")) {
            desk.running.add(desk.typist.serve("log is captured"));
            assertThat(BusyCluster.ask(standbyPort, "select slot_name from pg_replication_slots"))
                    .isEqualTo("muster_orders_db");
        } else if (typed.contains("--to latest")) {
            BusyCluster.ask(standbyPort, AFTER);
            awaitCaptured();
            schemas.add(desk.typist.answer(typed));
        } else if (typed.startsWith("muster ")) {
            schemas.add(desk.typist.answer(typed));
        } else if (typed.contains("/pg_ctl ")) {
            BusyCluster.giveToOwner(
                    desk.work().resolve(typed.contains(" another ") ? "another" : "standby"));
            BusyCluster.must(desk.typist.shell(BusyCluster.asOwner(typed)));
            if (typed.contains(" another ")) {
                BusyCluster.awaitStreaming(anotherPort);
            }
        } else {
            BusyCluster.must(desk.typist.shell(typed));
        }
    }

    private void awaitCaptured() throws Exception {
        String end = BusyCluster.ask(standbyPort, "select pg_current_wal_flush_lsn()");
        BusyCluster.await(
                standbyPort,
                "select count(*) from pg_stat_replication where application_name ="
                        + " 'muster_orders_db' and flush_lsn >= '"
                        + end
                        + "'");
    }
}
