package dev.muster.provider.redis.recovered;

import dev.muster.model.ComponentId;
import dev.muster.processes.LocalPorts;
import dev.muster.provider.redis.export.Version;
import dev.muster.provider.redis.kind.RedisErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Checks, before anything is touched, that a restored server can be started at all.
public final class Programs {
    private static final List<String> NAMES = List.of("redis-server", "valkey-server");

    private Programs() {}

    /// The server's program in a folder; empty where there is none.
    public static Optional<Path> server(Path bin) {
        return NAMES.stream().map(bin::resolve).filter(Files::isExecutable).findFirst();
    }

    /// @param written the version that the data is of
    /// @return the version of the programs
    public static Version require(ComponentId component, Path bin, Version written)
            throws InterruptedException {
        Optional<Version> there = version(bin);
        if (there.isEmpty()) {
            throw RedisErrors.BINARIES.error(
                    component + ": there is no server that runs in " + bin, hint(written));
        }
        if (!there.get().loads(written)) {
            throw RedisErrors.BINARIES.error(
                    component
                            + ": the data is of "
                            + written
                            + ", the programs in "
                            + bin
                            + " are of "
                            + there.get(),
                    hint(written));
        }
        return there.get();
    }

    /// Of the programs in a folder; empty where none run.
    public static Optional<Version> version(Path bin) throws InterruptedException {
        Optional<Path> server = server(bin);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        try {
            Process process =
                    new ProcessBuilder(server.get().toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return Version.ofBanner(printed);
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static String hint(Version written) {
        return "install "
                + written.product()
                + " "
                + written.major()
                + "."
                + written.minor()
                + " or newer and set recover.server.bin, such as /usr/bin";
    }

    /// @throws dev.muster.model.MusterException if somebody listens on the port
    public static void requirePort(ComponentId component, int port) {
        try {
            LocalPorts.requireFree(port);
        } catch (IOException inUse) {
            throw RedisErrors.PORT.error(
                    component
                            + ": the restored server cannot listen on 127.0.0.1:"
                            + port
                            + ": "
                            + inUse.getMessage(),
                    "ss -ltnp 'sport = :" + port + "'",
                    inUse);
        }
    }
}
