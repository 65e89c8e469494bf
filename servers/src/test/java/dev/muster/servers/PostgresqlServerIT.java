package dev.muster.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import dev.muster.model.Timing;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PostgresqlServerIT {
    private static final Path CACHE = Path.of("target", "postgresql");

    private final Timing timing = new SystemTiming();

    @TempDir Path folder;

    @Test
    void itStartsStopsAndStartsAgain() throws Exception {
        try (PostgresqlServer server = create(List.of())) {
            server.start();
            assertThat(server.process().pids()).hasSizeGreaterThan(1);

            server.stop();
            assertThat(server.process().isAlive()).isFalse();

            server.start();
            List<Long> pids = server.process().pids();
            server.kill();
            assertThat(pids).allMatch(pid -> Files.notExists(Path.of("/proc/" + pid + "/cwd")));
        }
    }

    @Test
    void aPortInUseIsToldBeforeAnythingStarts() throws Exception {
        try (PostgresqlServer server = create(List.of());
                ServerSocket other =
                        new ServerSocket(server.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()));
        }
    }

    @Test
    void aWrongSettingIsToldWithTheServersOwnWords() throws Exception {
        try (PostgresqlServer server = create(List.of("shared_buffers = many"))) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("shared_buffers");
        }
    }

    @Test
    void manyMayUnpackAtOnceAndWhatADeadOneLeftGoes() throws Exception {
        String name = PostgresqlBinaries.embedded(CACHE).bin().getParent().getFileName().toString();
        Files.createDirectories(folder.resolve(name + ".draft123/bin"));
        List<CompletableFuture<PostgresqlBinaries>> all =
                IntStream.range(0, 3)
                        .mapToObj(i -> CompletableFuture.supplyAsync(this::unpack))
                        .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(Files::isDirectory)).containsExactly(folder.resolve(name));
        }
    }

    private PostgresqlBinaries unpack() {
        try {
            return PostgresqlBinaries.embedded(folder);
        } catch (InterruptedException error) {
            throw new AssertionError(error);
        }
    }

    private PostgresqlServer create(List<String> configuration) throws InterruptedException {
        PostgresqlBinaries binaries = PostgresqlBinaries.embedded(CACHE);
        assertThat(binaries.major()).isEqualTo(18);
        return PostgresqlServer.create(
                binaries,
                folder.resolve("pg"),
                Ports.free(),
                new PostgresqlServer.Options(new Secret("secret"), List.of(), configuration),
                timing);
    }
}
