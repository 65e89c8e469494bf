package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.servers.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
    private static final Page PAGE =
            Page.all().stream()
                    .filter(it -> it.place().equals(Path.of("docs/restored-table.md")))
                    .findAny()
                    .orElseThrow();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROWS = "select count(*), sum(length(name)) from customers";

    @TempDir Path temp;
    private Path folder;
    private Path work;
    private int port;
    private int otherPort;
    private int lookPort;
    private BusyCluster cluster;
    private Instant moment = Instant.EPOCH;
    private final List<Process> running = new ArrayList<>();
    private final List<String> schemas = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();

    @BeforeEach
    void places() throws Exception {
        folder = temp.toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        work = Files.createDirectories(folder.resolve("my-muster"));
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("bin")).resolve("muster"),
                Page.ROOT.resolve("muster"));
        port = Ports.free();
        otherPort = Ports.free();
        lookPort = Ports.free();
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
        if (Files.exists(work.resolve("look/muster.preview"))) {
            shell("muster restore orders-db --into look --end").start().waitFor();
        }
    }

    @Test
    void aReaderOfThePageGetsTheTableBack() throws Exception {
        cluster.start(block("", 0));
        cluster.ask(String.join("\n", block("sql", 0)));
        cluster.ask(
                "create table customers as select i as id, md5(i::text) as name from"
                        + " generate_series(1, 500) i; alter table customers add primary key (id)");
        Files.writeString(work.resolve("muster.yaml"), strategy());
        String before = cluster.ask(ROWS);

        for (Page.Command command : commands()) {
            if (command.typed().contains("drop table")) {
                running.add(cluster.keepBusy());
                // the page moves the copy on by a second, to a moment that is still before this
                TimeUnit.SECONDS.sleep(1);
                moment = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                TimeUnit.SECONDS.sleep(3);
            }
            type(command);
        }

        assertThat(counts).hasSize(2).allMatch(count -> count.contains("500"));
        assertThat(cluster.ask(ROWS)).isEqualTo(before);
        assertThat(
                        cluster.ask(
                                "select count(*) from pg_constraint where contype = 'p' and"
                                        + " conrelid = 'customers'::regclass"))
                .isEqualTo("1");
        assertThat(work.resolve("look")).doesNotExist();
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

    private String strategy() {
        return substituted(String.join("\n", block("yaml", 0)) + "\n");
    }

    private static List<String> block(String info, int which) {
        return PAGE.blocks().stream()
                .filter(it -> it.info().equals(info))
                .toList()
                .get(which)
                .lines();
    }

    /// All but the last block, which stops the real server first.
    private static List<Page.Command> commands() {
        List<Page.Command> all =
                PAGE.blocks().stream()
                        .filter(Page.Block::isConsole)
                        .flatMap(it -> it.commands().stream())
                        .toList();
        assertThat(all.getLast().typed()).contains("--in-place");
        return all.subList(0, all.size() - 1);
    }

    private String substituted(String text) {
        return text.replaceAll("\\b5432\\b", "" + port)
                .replaceAll("\\b5433\\b", "" + otherPort)
                .replaceAll("\\b5434\\b", "" + lookPort)
                .replace("2026-11-26 13:20:00", moment.toString());
    }

    private void type(Page.Command command) throws Exception {
        String typed = substituted(command.typed());
        if (typed.equals("muster serve")) {
            serve();
        } else if (typed.startsWith("muster ")) {
            String json =
                    BusyCluster.must(
                            shell(
                                    typed
                                            + " --output json 2>words || { s=$?; cat words; exit $s; }"));
            schemas.add(PublishedSchema.hold(json));
        } else {
            String printed = BusyCluster.must(shell(typed));
            if (typed.contains("select count(*)")) {
                counts.add(printed);
            }
        }
    }

    private void serve() throws Exception {
        Path said = work.resolve("serve.log");
        running.add(
                shell("exec muster serve")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start());
        long began = System.nanoTime();
        while (!Files.readString(said).contains("log is captured")) {
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as(Files.readString(said))
                    .isLessThan(PATIENCE);
            Thread.sleep(100);
        }
    }

    private ProcessBuilder shell(String typed) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", typed).directory(work.toFile());
        Path classes =
                Path.of(
                        RestoredTablePeerIT.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        builder.environment().remove("MUSTER_HOME");
        builder.environment().keySet().removeIf(it -> it.startsWith("XDG_"));
        builder.environment().put("MUSTER_DIST", classes.resolveSibling("dist").toString());
        builder.environment().put("MUSTER_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PGPASSWORD", "choose-one");
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.redirectInput(Path.of("/dev/null").toFile());
        return builder;
    }
}
