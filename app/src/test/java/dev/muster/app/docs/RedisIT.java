package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.SystemTiming;
import dev.muster.servers.Ports;
import dev.muster.servers.RedisBinaries;
import dev.muster.servers.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/redis.md` says, word for word, with Redis 6.2.
@Timeout(300)
class RedisIT {
    private static final Page PAGE = Page.at("docs/redis.md");
    private static final Path CACHE = Path.of("target", "embedded");

    @TempDir Path temp;
    private final List<Process> running = new ArrayList<>();
    private Path folder;
    private Typist reader;
    private RedisServer server;
    private final int newPort = Ports.free();
    private int written;

    @BeforeEach
    void aServerThatTheReaderHas() throws Exception {
        folder = temp.toRealPath();
        reader = new Typist(folder, "my-muster");
        server =
                new RedisServer(
                        RedisBinaries.embedded(CACHE),
                        folder.resolve("redis"),
                        Ports.free(),
                        List.of("--repl-ping-replica-period", "1"),
                        new SystemTiming());
        server.start();
        for (String line : PAGE.lines("", 0)) {
            must(server.port(), line);
        }
        for (String line : PAGE.lines("", 1)) {
            must(server.port(), line);
        }
        must(server.port(), "SET greeting hello");
        Files.writeString(reader.work().resolve("muster.yaml"), substituted(PAGE.text("yaml", 0)));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Process process : running) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        kill(folder.resolve("my-muster/restored/redis.pid"));
        kill(folder.resolve("my-muster/there/session-cache/redis.pid"));
        server.close();
    }

    private static void kill(Path pidFile) throws Exception {
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            ProcessHandle.of(pid)
                    .ifPresent(it -> {
                        it.destroyForcibly();
                        it.onExit().join();
                    });
        }
    }

    @Test
    void aReaderOfThePageBringsAServerBack() throws Exception {
        List<String> schemas = new ArrayList<>();
        for (Page.Command command : PAGE.commands()) {
            String typed = substituted(command.typed());
            if (typed.equals("muster serve")) {
                running.add(reader.serve("log is captured"));
            } else if (typed.startsWith("muster recover")) {
                String acknowledged = writeMore();
                server.kill();
                Files.move(reader.work().resolve("here"), reader.work().resolve("lost"));
                schemas.add(reader.answer(typed + " --yes"));
                assertThat(recovered("GET last")).isEqualTo(acknowledged);
            } else if (typed.startsWith("muster ")) {
                String expected = command.output().isEmpty() ? "" : command.output().getLast();
                if (typed.equals("muster check")) {
                    String said = BusyCluster.must(reader.shell(typed));
                    assertThat(said.strip()).endsWith(expected);
                }
                if (typed.startsWith("muster restore")) {
                    changesThatTheServerDropsAreMendedAtOnce();
                }
                schemas.add(reader.answer(typed));
            } else {
                BusyCluster.must(reader.shell(typed));
            }
        }
        assertThat(schemas)
                .containsSubsequence(
                        "check",
                        "doctor",
                        "vault-init",
                        "backup",
                        "status",
                        "points",
                        "plan",
                        "restore",
                        "recover");
        assertThat(recovered("GET greeting")).isEqualTo("hello");
    }

    /// What `muster serve` says is so: it goes on by itself, with a new backup.
    private void changesThatTheServerDropsAreMendedAtOnce() throws Exception {
        Process serve = running.removeLast();
        serve.destroy();
        assertThat(serve.waitFor(30, TimeUnit.SECONDS)).isTrue();
        must(server.port(), "CONFIG SET repl-backlog-size 16kb");
        for (int i = 0; i < 40; i++) {
            must(server.port(), "SET filling " + "x".repeat(1000));
        }
        running.add(reader.serve("a gap: changes from offset"));
        Path said = reader.work().resolve("serve.log");
        while (!Files.readString(said).contains("session-cache: backup 2")) {
            new SystemTiming().pause(Duration.ofMillis(200));
        }
        assertThat(reader.type("muster points session-cache").output()).contains("but not from");
    }

    private String writeMore() throws Exception {
        String value = "value-" + ++written;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            say(socket, "SET last " + value);
            assertThat(say(socket, "WAIT 1 30000")).isEqualTo("1");
        }
        return value;
    }

    private String recovered(String command) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), newPort)) {
            say(socket, "AUTH choose-one");
            return say(socket, command);
        }
    }

    private static void must(int port, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(say(socket, command)).as(command).isEqualTo("OK");
        }
    }

    /// One line there, one back, or the text that the line announces.
    private static String say(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        String first = line(in);
        return first.startsWith("$") && !first.equals("$-1") ? line(in) : first.substring(1);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next != '\n' && next >= 0) {
            line.append((char) next);
            next = in.read();
        }
        return line.toString().strip();
    }

    private String substituted(String text) {
        return text.replaceAll("\\b6379\\b", "" + server.port())
                .replaceAll("\\b6380\\b", "" + newPort)
                .replaceAll("\\b6381\\b", "" + Ports.free())
                .replace("/usr/bin", server.bin().toString())
                .replace("redis-server restored", server.bin() + "/redis-server restored");
    }
}
