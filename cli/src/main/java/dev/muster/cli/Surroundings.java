package dev.muster.cli;

import dev.muster.cli.screen.Terminal;
import dev.muster.model.Timing;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/// The process around a command, as a value, so that tests make their own.
///
/// @param environment the variables
/// @param folder where the command was typed
/// @param home the user's home folder
/// @param in what the user types
/// @param out where answers go, alone
/// @param err where words, progress and questions go
/// @param zone what times are shown in
/// @param version what `muster --version` says
public record Surroundings(
        Map<String, String> environment,
        Path folder,
        Path home,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Terminal terminal,
        Timing timing,
        ZoneId zone,
        String version) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    public Places places() {
        return new Places(environment, home);
    }
}
