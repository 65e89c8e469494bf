package dev.muster.provider.postgresql.recovered;

import dev.muster.model.ComponentId;
import dev.muster.processes.LocalPorts;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.recovered.Tool.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks, before anything is touched, that a restored cluster can be started at all.
public final class Programs {
    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) ([0-9]+)");

    private Programs() {}

    /// @param major the major version of the data
    public static void require(ComponentId component, Path bin, int major)
            throws InterruptedException {
        Optional<Integer> there = major(bin);
        if (there.isEmpty()) {
            throw PostgresqlErrors.BINARIES.error(
                    component + ": there is no server that runs in " + bin, hint(major));
        }
        if (there.get() != major) {
            throw PostgresqlErrors.BINARIES.error(
                    component
                            + ": the data is of PostgreSQL "
                            + major
                            + ", the programs in "
                            + bin
                            + " are of "
                            + there.get(),
                    hint(major));
        }
    }

    /// The major version of the programs in a folder; empty where none run.
    public static Optional<Integer> major(Path bin) throws InterruptedException {
        try {
            Result answer = Tool.run(List.of(bin.resolve("postgres").toString(), "--version"));
            Matcher version = VERSION.matcher(answer.printed());
            return version.find()
                    ? Optional.of(Integer.valueOf(version.group(1)))
                    : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static String hint(int major) {
        return "install PostgreSQL "
                + major
                + " and set recover.server.bin, such as /usr/lib/postgresql/"
                + major
                + "/bin";
    }

    /// @throws dev.muster.model.MusterException if somebody listens on the port
    public static void requirePort(ComponentId component, int port) {
        try {
            LocalPorts.requireFree(port);
        } catch (IOException inUse) {
            throw PostgresqlErrors.PORT.error(
                    component
                            + ": the restored cluster cannot listen on 127.0.0.1:"
                            + port
                            + ": "
                            + inUse.getMessage(),
                    "ss -ltnp 'sport = :" + port + "'",
                    inUse);
        }
    }
}
