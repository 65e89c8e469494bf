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

/// Does what `docs/standby-failover.md` says, word for word, with a busy PostgreSQL 15.
class StandbyFailoverPeerIT {
    private static final Page PAGE = Page.at("docs/standby-failover.md");

    @TempDir Path temp;
    private BusyReader desk;
    private int standbyPort;
    private final List<String> schemas = new ArrayList<>();

    @BeforeEach
    void places() throws Exception {
        desk = new BusyReader(temp);
        standbyPort = Ports.free();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        desk.stop();
        BusyCluster.stop(standby());
    }

    private Path standby() {
        return desk.work().resolve("there/orders-db");
    }

    @Test
    void aReaderOfThePageFailsOverToAStandbyThatCameOutOfTheVault() throws Exception {
        desk.cluster.start(PAGE.lines("", 0));
        desk.cluster.ask(PAGE.text("sql", 0));
        write(0);
        Process pgbench = desk.cluster.keepBusy();
        desk.running.add(pgbench);

        for (Page.Command command : PAGE.commands()) {
            if (command.typed().startsWith("muster recover")) {
                desk.cluster.awaitAcknowledged(100);
                desk.cluster.kill();
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
                        "status",
                        "recover",
                        "backup",
                        "restore",
                        "recover");
        assertThat(desk.cluster.data().resolve("muster.promoted")).exists();
        assertThat(desk.cluster.data().resolve("pg_wal/00000003.history")).exists();
        assertNothingIsLost(desk.port);
    }

    private void assertNothingIsLost(int where) throws Exception {
        String history = BusyCluster.ask(where, "select count(*) from pgbench_history");
        assertThat(Long.parseLong(history)).isGreaterThanOrEqualTo(desk.cluster.acknowledged());
    }

    private void turnAround() throws Exception {
        Process serve = desk.running.getLast();
        serve.destroy();
        assertThat(serve.waitFor(30, TimeUnit.SECONDS)).as("muster serve ends").isTrue();
        write(1);
    }

    private void write(int block) throws Exception {
        Files.writeString(
                desk.work().resolve("muster.yaml"), substituted(PAGE.text("yaml", block)));
    }

    private String substituted(String text) {
        return text.replaceAll("\\b5432\\b", "" + desk.port)
                .replaceAll("\\b5433\\b", "" + standbyPort)
                .replace("/srv/orders-db", desk.cluster.data().toString());
    }

    private void type(Page.Command command) throws Exception {
        String typed = substituted(command.typed());
        if (typed.equals("muster serve")) {
            desk.running.add(desk.typist.serve("commits wait for the capture"));
        } else if (typed.startsWith("muster ")) {
            schemas.add(desk.typist.answer(typed));
        } else if (typed.contains("/pg_ctl ")) {
            boolean home = typed.contains(desk.cluster.data().toString());
            BusyCluster.giveToOwner(home ? desk.cluster.data() : standby());
            BusyCluster.must(desk.typist.shell(BusyCluster.asOwner(typed)));
            BusyCluster.awaitStreaming(home ? desk.port : standbyPort);
        } else {
            BusyCluster.must(desk.typist.shell(typed));
        }
    }
}
