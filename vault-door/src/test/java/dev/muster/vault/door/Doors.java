package dev.muster.vault.door;

import dev.muster.model.ComponentId;
import dev.muster.model.Timing;
import dev.muster.model.VaultUrl;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.StorageRole;
import dev.muster.vault.store.VaultStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/// A served folder and its visitors.
final class Doors implements AutoCloseable {
    static final DoorTuning SMALL =
            new DoorTuning(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5));

    static final Timing CLOCK =
            new Timing() {
                @Override
                public Instant instant() {
                    return Instant.now();
                }

                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };

    final DoorFolder folder;
    final DoorTokens tokens;
    final DoorServer server;
    private final Random random = new Random(1);

    private Doors(DoorFolder folder, DoorServer server) {
        this.folder = folder;
        this.tokens = new DoorTokens(folder);
        this.server = server;
    }

    static Doors open(Path folder) throws IOException, InterruptedException {
        return open(folder, new FolderStore(Files.createDirectories(folder.resolve("vault"))));
    }

    static Doors open(Path folder, VaultStore store) throws InterruptedException {
        DoorFolder door = new DoorFolder(folder.resolve("door"));
        return new Doors(door, DoorServer.open(store, door, anywhere(), new byte[32]));
    }

    /// Without TLS, so that a line can be broken in the middle of a request.
    static Doors openBare(Path folder, VaultStore store) throws IOException {
        DoorFolder door = new DoorFolder(folder.resolve("door"));
        return new Doors(door, DoorServer.openBare(store, door, anywhere()));
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    DoorToken token(String name, StorageRole role, String source) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return tokens.add(
                name,
                role,
                Optional.of(source).filter(it -> !it.isEmpty()).map(ComponentId::new),
                Instant.EPOCH,
                bytes);
    }

    String url() {
        return url(server.pin());
    }

    String url(String pin) {
        return "muster://127.0.0.1:" + server.port() + "?pin=sha256:" + pin;
    }

    DoorStore as(DoorToken token) {
        return as(Optional.of(token), url());
    }

    static DoorStore as(Optional<DoorToken> token, String url) {
        VaultUrl.Door door = (VaultUrl.Door) VaultUrl.parse(url);
        return new DoorStore(door, token, CLOCK, () -> 0.5);
    }

    static DoorStore bare(DoorToken token, int port) {
        return new DoorStore(
                new DoorLink(
                        URI.create("http://127.0.0.1:" + port),
                        "the bare door",
                        token.reveal(),
                        null,
                        CLOCK,
                        () -> 0.5,
                        SMALL));
    }

    @Override
    public void close() {
        server.close();
    }
}
