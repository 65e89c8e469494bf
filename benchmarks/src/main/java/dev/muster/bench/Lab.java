package dev.muster.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What a suite measures with.
///
/// @param root the repository
/// @param quick whether the suite must end within a minute
/// @param gib how large the data is to be, where the suite lets one choose
/// @param kills how often a server is killed, where the suite lets one choose
/// @param resume whether a suite that keeps what it measured goes on with that
record Lab(Path root, boolean quick, OptionalInt gib, OptionalInt kills, boolean resume) {
    Lab(Path root, boolean quick) {
        this(root, quick, OptionalInt.empty(), OptionalInt.empty(), false);
    }

    /// Runs a program and waits for its end.
    ///
    /// @return how long that took, in seconds, start of the process included
    /// @throws IOException if it could not be started or failed
    double seconds(List<String> command) throws IOException, InterruptedException {
        File nothing = new File("/dev/null");
        long begun = System.nanoTime();
        int status =
                new ProcessBuilder(command)
                        .directory(root.toFile())
                        .redirectInput(nothing)
                        .redirectOutput(nothing)
                        .start()
                        .waitFor();
        long ended = System.nanoTime();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
        return (ended - begun) / 1e9;
    }

    /// Runs a program, waits for its end, and keeps what it prints.
    ///
    /// @throws IOException if it could not be started or failed
    Printed printed(List<String> command) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .directory(root.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        long ended = System.nanoTime();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
        return new Printed(text, (ended - begun) / 1e9);
    }

    /// Whether a program ends with 0; what it says is not heard.
    boolean succeeds(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /// Runs a program, waits for its end, and measures what it and its children used.
    ///
    /// @throws IOException if it could not be started or failed, with what it said
    Usage usage(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path figures = Files.createTempFile("muster-bench", ".usage");
        Path said = Files.createTempFile("muster-bench", ".said");
        List<String> timed =
                new ArrayList<>(List.of("time", "-f", "%e %U %S %M", "-o", figures.toString()));
        timed.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(timed)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        try {
            if (status != 0) {
                throw new IOException(
                        String.join(" ", command)
                                + " ended with "
                                + status
                                + ": "
                                + Files.readString(said));
            }
            String[] words = Files.readString(figures).strip().split(" ");
            return new Usage(
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]) + Double.parseDouble(words[2]),
                    Double.parseDouble(words[3]) / 1024);
        } finally {
            Files.delete(figures);
            Files.delete(said);
        }
    }

    /// Fails where packages that are measured beside ours are missing.
    void require(String... packages) throws IOException, InterruptedException {
        for (String name : packages) {
            int status =
                    new ProcessBuilder("dpkg", "-s", name)
                            .redirectOutput(new File("/dev/null"))
                            .redirectError(new File("/dev/null"))
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IOException(
                        name
                                + " is missing; as root, type: apt-get install -y "
                                + String.join(" ", packages));
            }
        }
    }

    /// Deletes a folder with all that is in it.
    void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// @param seconds from the start of the process to its end
    record Printed(String text, double seconds) {}
}
