package dev.muster.app.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Types commands of pages as a reader would, with the distribution that this build has just made.
final class Typist {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private Path work;

    /// @param folder the reader's home; work is done in `work` below it
    Typist(Path folder) throws IOException {
        this(folder, "work");
    }

    /// @param work the folder below the reader's home in which work begins
    Typist(Path folder, String work) throws IOException {
        this.folder = folder;
        this.work = Files.createDirectories(folder.resolve(work));
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

    /// Goes on in another folder.
    void goTo(String place) {
        work = work.resolve(place).normalize();
    }

    Typist with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Said type(String line) throws IOException, InterruptedException {
        Process process = shell(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), output);
    }

    /// Types a command, and holds its answer to the schema that is published.
    ///
    /// @return the name of the schema
    String answer(String line) throws Exception {
        String json = line + " --output json 2>words || { s=$?; cat words; exit $s; }";
        return PublishedSchema.hold(BusyCluster.must(shell(json)));
    }

    /// Types `muster serve`, and waits until it says that.
    Process serve(String words) throws IOException, InterruptedException {
        return serve("muster serve", words);
    }

    /// Types a command that goes on, and waits until it says that.
    Process serve(String line, String words) throws IOException, InterruptedException {
        Path said = work.resolve("serve.log");
        Process serve =
                shell("exec " + line)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        long began = System.nanoTime();
        while (!Files.readString(said).contains(words)) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                serve.destroy();
                throw new AssertionError(
                        "it does not say '" + words + "': " + Files.readString(said));
            }
            Thread.sleep(100);
        }
        return serve;
    }

    /// What a shell is started with to do that.
    ProcessBuilder shell(String line) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).directory(work.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().remove("MUSTER_HOME");
        builder.environment().keySet().removeIf(it -> it.startsWith("XDG_"));
        builder.environment().put("MUSTER_DIST", distribution().toString());
        builder.environment().put("MUSTER_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().putAll(variables);
        return builder;
    }

    private static Path distribution() {
        Path classes =
                Path.of(Typist.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return classes.resolveSibling("dist");
    }
}
