package dev.muster.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerProcessIT {
    private static final List<String> PARENT_WITH_CHILD = List.of("sh", "-c", "sleep 600 & wait");

    private final Timing timing = new SystemTiming();

    @TempDir Path folder;

    @Test
    void killTakesEverythingBelow() throws Exception {
        ServerProcess server = startWithChild();
        List<Long> pids = server.pids();

        server.kill();

        assertThat(pids).hasSize(2).noneMatch(ServerProcessIT::runs);
        assertThat(folder.resolve("server.pid")).doesNotExist();
    }

    @Test
    void nothingOutlivesAParentThatIsKilled() throws Exception {
        Process parent = startParent();
        List<Long> pids = pidsOf(parent);

        parent.destroyForcibly().waitFor();

        for (long pid : pids) {
            while (runs(pid)) {
                timing.pause(Duration.ofMillis(5));
            }
        }
    }

    @Test
    void whatLostItsSupervisorTooIsSwept() throws Exception {
        ServerProcess server = startWithChild();
        List<Long> pids = server.pids();
        for (ProcessHandle helper : ProcessHandle.current().descendants().toList()) {
            if (!pids.contains(helper.pid())) {
                helper.destroyForcibly();
            }
        }
        assertThat(pids).hasSize(2).allMatch(ServerProcessIT::runs);

        assertThat(ServerProcess.sweep(folder, timing)).isEqualTo(1);

        assertThat(pids).noneMatch(ServerProcessIT::runs);
        assertThat(ServerProcess.sweep(folder, timing)).isZero();
    }

    /// Ctrl-C in a terminal goes to the whole process group of the command that runs there.
    @Test
    void aSignalToOurProcessGroupReachesNeitherServerNorSupervisor() throws Exception {
        try (ServerProcess server = startWithChild()) {
            String ours = groupOf(ProcessHandle.current().pid());
            ProcessHandle supervisor =
                    ProcessHandle.of(server.pid()).flatMap(ProcessHandle::parent).orElseThrow();

            assertThat(groupOf(server.pid())).isNotEqualTo(ours);
            assertThat(groupOf(supervisor.pid())).isNotEqualTo(ours);
        }
    }

    private static String groupOf(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2];
    }

    @Test
    void aReusedPidIsNotSwept() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(folder.resolve("old.pid"), stranger.pid() + " 1\n");

            assertThat(ServerProcess.sweep(folder, timing)).isZero();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void aCommandThatEndsAtOnceIsToldWithItsLog() {
        assertThatThrownBy(
                        () -> {
                            ServerProcess server =
                                    ServerProcess.start(
                                            folder,
                                            "server",
                                            List.of("sh", "-c", "echo no such thing; exit 3"),
                                            timing);
                            server.awaitEnd(Duration.ofSeconds(10));
                            throw ServersErrors.START.error(server.logEnd(), "");
                        })
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("no such thing");
    }

    private ServerProcess startWithChild() throws InterruptedException {
        ServerProcess server = ServerProcess.start(folder, "server", PARENT_WITH_CHILD, timing);
        while (server.pids().size() < 2) {
            timing.pause(Duration.ofMillis(2));
        }
        return server;
    }

    private Process startParent() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<Long> pidsOf(Process parent) throws IOException {
        String line = parent.inputReader().readLine();
        return java.util.Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
    }

    private static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException ended) {
            return false;
        }
    }

    /// Starts a server, prints its pids, and waits for its own end.
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws Exception {
            ServerProcess server =
                    ServerProcess.start(
                            Path.of(args[0]), "server", PARENT_WITH_CHILD, new SystemTiming());
            while (server.pids().size() < 2) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
            System.out.println(
                    String.join(" ", server.pids().stream().map(String::valueOf).toList()));
            TimeUnit.MINUTES.sleep(10);
        }
    }
}
