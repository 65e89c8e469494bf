package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/own-database.md` says, word for word, with a busy PostgreSQL 15.
class OwnDatabasePeerIT {
    private static final Page PAGE = Page.at("docs/own-database.md");
    private static final String HISTORY = "select count(*), sum(delta) from pgbench_history";

    @TempDir Path temp;
    private BusyReader desk;
    private int newPort;
    private int triedPort;
    private int nextPort;
    private final List<String> schemas = new ArrayList<>();

    @BeforeEach
    void places() throws Exception {
        List<Integer> ports = freePorts();
        desk = new BusyReader(temp, ports.get(0));
        newPort = ports.get(1);
        triedPort = ports.get(2);
        nextPort = ports.get(3);
    }

    private static List<Integer> freePorts() throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        try (ServerSocket one = new ServerSocket(0, 1, local);
                ServerSocket two = new ServerSocket(0, 1, local);
                ServerSocket three = new ServerSocket(0, 1, local);
                ServerSocket four = new ServerSocket(0, 1, local)) {
            return List.of(
                    one.getLocalPort(),
                    two.getLocalPort(),
                    three.getLocalPort(),
                    four.getLocalPort());
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        desk.stop();
        BusyCluster.stop(desk.folder.resolve("my-muster/restored"));
        BusyCluster.stop(desk.folder.resolve("my-muster/there/orders-db"));
    }

    @Test
    void aReaderOfThePageBringsABusyDatabaseBack() throws Exception {
        desk.cluster.start(PAGE.lines("", 0));
        desk.cluster.ask(PAGE.text("sql", 0));
        Files.writeString(desk.work().resolve("muster.yaml"), substituted(PAGE.text("yaml", 0)));
        Process pgbench = desk.cluster.keepBusy();
        desk.running.add(pgbench);

        String horizon = "";
        String before = "";
        for (Page.Command command : commands()) {
            if (command.typed().startsWith("muster recover")) {
                horizon = desk.cluster.ask("select pg_snapshot_xmin(pg_current_snapshot())");
                before = desk.cluster.ask(acknowledgedAt(horizon));
                desk.cluster.kill();
                Files.move(desk.work().resolve("here"), desk.work().resolve("lost"));
                assertThat(pgbench.waitFor(30, TimeUnit.SECONDS)).as("pgbench ends").isTrue();
            }
            type(command);
        }

        theOldCaptureIsClosedAndTheNewServerIsProtected();
        assertThat(BusyCluster.ask(newPort, acknowledgedAt(horizon))).isEqualTo(before);
        String[] after = BusyCluster.ask(newPort, HISTORY).split("\\|");
        long acknowledged = desk.cluster.acknowledged();
        assertThat(acknowledged).isGreaterThan(100);
        assertThat(Long.parseLong(after[0]))
                .isBetween(acknowledged, acknowledged + BusyCluster.inFlight());
        for (String balance :
                List.of(
                        "select sum(abalance) from pgbench_accounts",
                        "select sum(tbalance) from pgbench_tellers",
                        "select sum(bbalance) from pgbench_branches")) {
            assertThat(BusyCluster.ask(newPort, balance)).as(balance).isEqualTo(after[1]);
        }
        assertThat(schemas)
                .containsOnlyOnce("restore", "recover")
                .containsSubsequence(
                        "vault-init", "backup", "recover", "check", "vault-init", "backup")
                .contains("check", "status", "points", "plan");
    }

    private void theOldCaptureIsClosedAndTheNewServerIsProtected() throws Exception {
        assertThat(desk.work().getFileName()).hasToString("my-muster-2");
        assertThat(Files.readString(desk.folder.resolve("my-muster/serve.log")))
                .contains("orders-db: log capture was closed by a recovery");
        assertThat(
                        BusyCluster.ask(
                                newPort,
                                "select count(*) from pg_stat_replication"
                                        + " where sync_state in ('sync', 'quorum')"))
                .isEqualTo("1");
    }

    /// What was visible, and so acknowledged or about to be, when a snapshot was taken.
    private static String acknowledgedAt(String horizon) {
        return HISTORY + " where xmin::text::bigint < " + horizon;
    }

    /// Those of the page but the first block, which is about the reader's own path.
    private static List<Page.Command> commands() {
        return PAGE.blocks().stream()
                .filter(Page.Block::isConsole)
                .skip(1)
                .flatMap(it -> it.commands().stream())
                .toList();
    }

    private String substituted(String text) {
        return text.replaceAll("\\b5432\\b", "" + desk.port)
                .replaceAll("\\b5433\\b", "" + newPort)
                .replaceAll("\\b5434\\b", "" + triedPort)
                .replaceAll("\\b5435\\b", "" + nextPort);
    }

    private void type(Page.Command command) throws Exception {
        String typed = substituted(command.typed());
        if (typed.equals("muster serve")) {
            desk.running.add(desk.typist.serve("commits wait for the capture"));
        } else if (typed.startsWith("muster ")) {
            muster(typed + (typed.contains(" recover ") ? " --yes" : ""), command);
        } else if (typed.contains("/pg_ctl ") && typed.contains("restored")) {
            BusyCluster.giveToOwner(desk.work().resolve("restored"));
            BusyCluster.must(desk.typist.shell(BusyCluster.asOwner(typed)));
        } else {
            BusyCluster.must(desk.typist.shell(typed));
        }
        if (typed.contains(" && cd ")) {
            desk.typist.goTo(typed.substring(typed.indexOf(" && cd ") + 7));
        }
        if (typed.startsWith("mkdir ")) {
            BusyCluster.giveToOwner(desk.work().resolve("there"));
        }
    }

    private void muster(String typed, Page.Command command) throws Exception {
        boolean asks = Pattern.matches("muster (check|plan|status|points)\\b.*", typed);
        if (asks) {
            String last = command.output().getLast();
            String text = BusyCluster.must(desk.typist.shell(typed));
            if (typed.equals("muster check")) {
                assertThat(text.strip()).endsWith(last);
            }
        }
        schemas.add(desk.typist.answer(typed));
    }
}
