package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A cluster of the installed PostgreSQL 15, with pgbench that keeps it busy.
///
/// PostgreSQL refuses to run as root, so there it runs as `postgres`, all else as who we are.
final class BusyCluster {
    private static final String BIN = "/usr/lib/postgresql/15/bin/";
    private static final int CLIENTS = 4;

    private final Path folder;
    private final int port;

    BusyCluster(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    Path data() {
        return folder.resolve("data");
    }

    /// A program, as the user that PostgreSQL runs as.
    static List<String> asOwner(List<String> program) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.addAll(program);
        return command;
    }

    /// A line that starts or stops a server, as its user types it: its messages go beside the data,
    /// where that user may write.
    static String asOwner(String typed) {
        String line = typed.replaceAll("-D (\\S+)(.*) -l \\S+[.]log", "-D $1$2 -l $1/messages.log");
        return String.join(" ", asOwner(List.of())) + " " + line;
    }

    /// Waits until the standby on a port receives from its primary.
    static void awaitStreaming(int port) throws Exception {
        await(port, "select count(*) from pg_stat_wal_receiver where status = 'streaming'");
    }

    /// Waits until a question is answered with 1.
    static void await(int port, String sql) throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!ask(port, sql).equals("1")) {
            assertThat(System.nanoTime()).as(sql).isLessThan(limit);
            Thread.sleep(50);
        }
    }

    static void giveToOwner(Path path) throws Exception {
        if (isRoot()) {
            must(new ProcessBuilder("chown", "-R", "postgres", path.toString()));
        }
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    void start(List<String> admitted) throws Exception {
        Files.createDirectories(folder);
        giveToOwner(folder);
        run("initdb", "-D", data().toString(), "-U", "postgres", "-A", "trust", "-k");
        List<String> lines = new ArrayList<>(admitted);
        lines.add("local all postgres trust");
        lines.add("host all postgres 127.0.0.1/32 trust");
        Files.write(data().resolve("pg_hba.conf"), lines);
        Files.writeString(
                data().resolve("postgresql.conf"),
                "port = %d\nunix_socket_directories = '%s'\n".formatted(port, folder),
                StandardOpenOption.APPEND);
        run("pg_ctl", "-D", data().toString(), "-l", folder + "/log", "-w", "start");
        run("pgbench", "-q", "-i", "-s", "5", "-h", "127.0.0.1", "-p", "" + port, "-U", "postgres");
    }

    private void run(String program, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(BIN + program));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(asOwner(words)).directory(folder.toFile());
        builder.environment().put("PGDATABASE", "postgres");
        must(builder);
    }

    /// Runs until the server is gone, and notes each transaction that was acknowledged.
    Process keepBusy() throws IOException {
        return new ProcessBuilder(
                        asOwner(
                                List.of(
                                        BIN + "pgbench",
                                        "--client=" + CLIENTS,
                                        "--time=600",
                                        "--rate=150",
                                        "--log",
                                        "--log-prefix=" + folder.resolve("acknowledged"),
                                        "--host=127.0.0.1",
                                        "--port=" + port,
                                        "--username=postgres",
                                        "postgres")))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbench.log").toFile())
                .start();
    }

    /// How many transactions of [#keepBusy] were acknowledged; all are noted when it has ended.
    long acknowledged() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path log =
                    files.filter(it -> it.getFileName().toString().startsWith("acknowledged"))
                            .findAny()
                            .orElseThrow();
            return Files.readAllLines(log).size();
        }
    }

    /// Waits until a [#keepBusy] that goes on got so many more; it notes them some at a time.
    void awaitAcknowledged(int more) throws Exception {
        long wanted = acknowledged() + more;
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (acknowledged() < wanted) {
            assertThat(System.nanoTime()).as("pgbench goes on").isLessThan(limit);
            Thread.sleep(50);
        }
    }

    /// So many could be committed without that their clients heard of it.
    static int inFlight() {
        return CLIENTS;
    }

    static String ask(int port, String sql) throws Exception {
        return must(new ProcessBuilder(
                        BIN + "psql",
                        "-X",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-Atq",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + port,
                        "-U",
                        "postgres",
                        "-d",
                        "postgres",
                        "-c",
                        sql))
                .strip();
    }

    String ask(String sql) throws Exception {
        return ask(port, sql);
    }

    void kill() throws Exception {
        String pid = Files.readAllLines(data().resolve("postmaster.pid")).getFirst();
        must(new ProcessBuilder("kill", "-9", pid));
    }

    /// Ends the server of a data folder, if one runs.
    static void stop(Path data) throws Exception {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            new ProcessBuilder(
                            asOwner(
                                    List.of(
                                            BIN + "pg_ctl",
                                            "-D",
                                            data.toString(),
                                            "-m",
                                            "immediate",
                                            "stop")))
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(30, TimeUnit.SECONDS);
        }
    }

    /// Runs a program that must succeed; a server that it leaves behind does not hold us up.
    static String must(ProcessBuilder builder) throws Exception {
        Path said = Files.createTempFile("said", ".txt");
        try {
            Process process =
                    builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("%s ends", builder.command())
                    .isTrue();
            String text = Files.readString(said, StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as("%s%n%s", builder.command(), text).isZero();
            return text;
        } finally {
            Files.delete(said);
        }
    }
}
