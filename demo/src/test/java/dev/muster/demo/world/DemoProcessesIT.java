package dev.muster.demo.world;

import static dev.muster.demo.world.WorldFixture.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Secret;
import dev.muster.posix.FileTree;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoProcessesIT {
    @TempDir Path root;

    @Test
    void aPostgresqlThatARecoveryStartedIsFoundByItsOwnLockFile() throws Exception {
        Path south = Files.createDirectories(root.resolve("7f3a/south"));
        try (PostgresqlServer server =
                PostgresqlServer.create(
                        PostgresqlBinaries.embedded(Path.of("target", "postgresql")),
                        south.resolve("db"),
                        Ports.free(),
                        new PostgresqlServer.Options(new Secret("x"), List.of(), List.of()),
                        TIMING)) {
            server.start();
            // Nothing but PostgreSQL's own file is left to know it by.
            Files.delete(south.resolve("db/supervise.sh"));
            List<Long> pids = server.process().pids();

            DemoProcesses.killAll(root.resolve("7f3a"), TIMING);

            assertThat(pids).hasSizeGreaterThan(2);
            assertThat(server.process().isAlive()).isFalse();
        }
    }

    @Test
    void aProcessThatMerelyHasTheSameIdIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Path data = Files.createDirectories(root.resolve("7f3a/south/db/data"));
            Files.writeString(data.resolve("postmaster.pid"), stranger.pid() + "\n" + data + "\n");

            DemoProcesses.killAll(root.resolve("7f3a"), TIMING);

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void linksInAFolderAreRemovedAndNotFollowed() throws Exception {
        Path precious = Files.createDirectories(root.resolve("home/precious"));
        Path demo = Files.createDirectories(root.resolve("7f3a/south"));
        Files.createSymbolicLink(demo.resolve("link"), precious);

        FileTree.delete(root.resolve("7f3a"));

        assertThat(root.resolve("7f3a")).doesNotExist();
        assertThat(precious).exists();
    }
}
