package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.servers.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/restored-table.md` says, word for word, with a busy PostgreSQL 15.
class RestoredTablePeerIT {
    private static final Page PAGE = Page.at("docs/restored-table.md");
    private static final String ROWS = "select count(*), sum(length(name)) from customers";

    @TempDir Path temp;
    private BusyReader desk;
    private int otherPort;
    private int lookPort;
    private Instant moment = Instant.EPOCH;
    private final List<String> schemas = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();

    @BeforeEach
    void places() throws Exception {
        desk = new BusyReader(temp);
        otherPort = Ports.free();
        lookPort = Ports.free();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        desk.stop();
        if (Files.exists(desk.work().resolve("look/muster.preview"))) {
            desk.typist.shell("muster restore orders-db --into look --end").start().waitFor();
        }
    }

    @Test
    void aReaderOfThePageGetsTheTableBack() throws Exception {
        desk.cluster.start(PAGE.lines("", 0));
        desk.cluster.ask(PAGE.text("sql", 0));
        desk.cluster.ask(
                "create table customers as select i as id, md5(i::text) as name from"
                        + " generate_series(1, 500) i; alter table customers add primary key (id)");
        Files.writeString(desk.work().resolve("muster.yaml"), substituted(PAGE.text("yaml", 0)));
        String before = desk.cluster.ask(ROWS);

        for (Page.Command command : commands()) {
            if (command.typed().contains("drop table")) {
                desk.running.add(desk.cluster.keepBusy());
                // the page moves the copy on by a second, to a moment that is still before this
                TimeUnit.SECONDS.sleep(1);
                moment = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                TimeUnit.SECONDS.sleep(3);
            }
            type(command);
        }

        assertThat(counts).hasSize(2).allMatch(count -> count.contains("500"));
        assertThat(desk.cluster.ask(ROWS)).isEqualTo(before);
        assertThat(
                        desk.cluster.ask(
                                "select count(*) from pg_constraint where contype = 'p' and"
                                        + " conrelid = 'customers'::regclass"))
                .isEqualTo("1");
        assertThat(desk.work().resolve("look")).doesNotExist();
        assertThat(schemas)
                .containsExactly(
                        "doctor",
                        "vault-init",
                        "backup",
                        "points",
                        "preview",
                        "preview",
                        "extract",
                        "preview-end");
    }

    /// All but the last block, which stops the real server first.
    private static List<Page.Command> commands() {
        List<Page.Command> all = PAGE.commands();
        assertThat(all.getLast().typed()).contains("--in-place");
        return all.subList(0, all.size() - 1);
    }

    private String substituted(String text) {
        return text.replaceAll("\\b5432\\b", "" + desk.port)
                .replaceAll("\\b5433\\b", "" + otherPort)
                .replaceAll("\\b5434\\b", "" + lookPort)
                .replace("2026-11-26 13:20:00", moment.toString());
    }

    private void type(Page.Command command) throws Exception {
        String typed = substituted(command.typed());
        if (typed.equals("muster serve")) {
            desk.running.add(desk.typist.serve("log is captured"));
        } else if (typed.startsWith("muster ")) {
            schemas.add(desk.typist.answer(typed));
        } else {
            String printed = BusyCluster.must(desk.typist.shell(typed));
            if (typed.contains("select count(*)")) {
                counts.add(printed);
            }
        }
    }
}
