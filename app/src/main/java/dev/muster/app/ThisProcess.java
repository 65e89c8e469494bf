package dev.muster.app;

import dev.muster.cli.Surroundings;
import dev.muster.cli.screen.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// The surroundings of the process that runs.
final class ThisProcess {
    private ThisProcess() {}

    static Surroundings surroundings() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                terminal(environment),
                new SystemTiming(),
                ZoneId.systemDefault(),
                version());
    }

    /// UTF-8 in every locale: JSON demands it, and terminals have it.
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static Terminal terminal(Map<String, String> environment) {
        // Java cannot tell the streams apart, and takes long to tell at all; the launcher can
        String persons = System.getProperty("muster.terminal", "");
        return new Terminal(
                persons.contains("in"),
                persons.contains("out"),
                persons.contains("err"),
                environment.getOrDefault("TERM", "dumb").equals("dumb"),
                new TerminalWidth());
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
