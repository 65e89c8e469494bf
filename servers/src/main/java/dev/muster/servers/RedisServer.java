package dev.muster.servers;

import dev.muster.model.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Redis of its own in a folder, reached on 127.0.0.1.
///
/// It ends with this process, however that one ends. Safe for use by one thread at a time.
public final class RedisServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RedisBinaries binaries;
    private final Path folder;
    private final int port;
    private final List<String> options;
    private final Timing timing;
    private @Nullable ServerProcess process;

    /// @param folder made if it is not there; gets `data`, the log and the pid file
    /// @param options as on its command line, such as `--appendonly`, `yes`
    public RedisServer(
            RedisBinaries binaries, Path folder, int port, List<String> options, Timing timing) {
        this.binaries = binaries;
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.options = List.copyOf(options);
        this.timing = timing;
    }

    /// Starts it and waits until it takes connections and has loaded its data.
    public void start() throws InterruptedException {
        Ports.requireFree("Redis in " + folder, port);
        try {
            Files.createDirectories(data());
        } catch (IOException error) {
            throw ServersErrors.START.error(
                    data() + " cannot be made: " + error, "df -h " + folder, error);
        }
        List<String> words = new ArrayList<>();
        words.add(binaries.bin().resolve("redis-server").toString());
        words.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        words.addAll(List.of("--dir", data().toString(), "--save", ""));
        words.addAll(List.of("--repl-diskless-sync-delay", "0"));
        words.addAll(options);
        ServerProcess started = ServerProcess.start(folder, "redis", words, timing);
        process = started;
        long deadline = timing.nanos() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!started.isAlive() || timing.nanos() > deadline) {
                started.close();
                throw ServersErrors.START.error(
                        "Redis in " + folder + " did not start; " + started.logEnd(),
                        "tail " + started.log());
            }
            timing.pause(Duration.ofMillis(10));
        }
    }

    /// Whether it answers, and not that it still loads; a refusal of whoever has no password is an
    /// answer too.
    private boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(5), StandardCharsets.US_ASCII);
            return answer.equals("+PONG") || answer.equals("-NOAU") || answer.equals("-NOPE");
        } catch (IOException notYet) {
            return false;
        }
    }

    /// The running process, to freeze, thaw or look at.
    public ServerProcess process() {
        ServerProcess running = process;
        if (running == null) {
            throw new IllegalStateException("Redis in " + folder + " was not started");
        }
        return running;
    }

    /// SIGKILL, as a machine that loses its power.
    public void kill() throws InterruptedException {
        ServerProcess running = process;
        if (running != null) {
            running.kill();
        }
    }

    /// As [#kill], even when interrupted.
    @Override
    public void close() {
        ServerProcess running = process;
        if (running != null) {
            running.close();
        }
    }

    /// The data folder.
    public Path data() {
        return folder.resolve("data");
    }

    /// The folder with the program.
    public Path bin() {
        return binaries.bin();
    }

    public int port() {
        return port;
    }
}
