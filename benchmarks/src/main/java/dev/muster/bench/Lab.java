package dev.muster.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What a suite measures with.
///
/// @param root the repository
/// @param quick whether the suite must end within a minute
record Lab(Path root, boolean quick) {
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
