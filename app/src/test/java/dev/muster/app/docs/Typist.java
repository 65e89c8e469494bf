package dev.muster.app.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Types commands of pages as a reader would, with the distribution that this build has just made.
final class Typist {
    private final Path folder;
    private final Path work;

    /// @param folder the reader's home; work is done in `work` below it
    Typist(Path folder) throws IOException {
        this.folder = folder;
        this.work = Files.createDirectories(folder.resolve("work"));
        Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("muster");
        if (!Files.exists(launcher)) {
            Files.createSymbolicLink(launcher, Page.ROOT.resolve("muster"));
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Files.createSymbolicLink(launcher.resolveSibling("java"), java);
        }
    }

    /// What a command printed, on both ways, and its exit status.
    record Said(int status, String output) {}

    Path work() {
        return work;
    }

    Said type(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).directory(work.toFile());
        builder.redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().remove("MUSTER_HOME");
        builder.environment().keySet().removeIf(it -> it.startsWith("XDG_"));
        builder.environment().put("MUSTER_DIST", distribution().toString());
        builder.environment().put("MUSTER_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), output);
    }

    private static Path distribution() {
        Path classes =
                Path.of(Typist.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return classes.resolveSibling("dist");
    }
}
