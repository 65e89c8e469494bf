package dev.muster.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One start of the program in a process of its own, which may be killed at any moment.
final class MusterChild {
    private static final Pattern DONE = Pattern.compile("(?m)^  done    (\\S+)  ");

    private final Process process;
    private final Path out;
    private final Path err;

    private MusterChild(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// The command line of the program.
    static List<String> command(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(words));
        return command;
    }

    /// @param folder everything that it keeps is below it
    static MusterChild start(Path folder, String... words) throws IOException {
        return start(folder, Map.of(), words);
    }

    /// @param environment what it finds there besides
    static MusterChild start(Path folder, Map<String, String> environment, String... words)
            throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("MUSTER_HOME", folder.resolve("state").toString());
        all.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        List<String> command = command("--strategy", folder.resolve("muster.yaml").toString());
        command.addAll(List.of(words));
        return start(folder, all, command);
    }

    /// @param environment beside the home, which is the folder
    static MusterChild start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path said = Files.createTempDirectory(Files.createDirectories(folder.resolve("said")), "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        // files, not pipes: what the program starts must not depend on who reads
        Path out = said.resolve("out");
        Path err = said.resolve("err");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new MusterChild(builder.start(), out, err);
    }

    /// @return the exit status
    int end() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("no end; " + words());
        }
        return process.exitValue();
    }

    /// SIGKILL.
    ///
    /// @return whether it had not ended by itself
    boolean kill() throws InterruptedException {
        boolean killed = process.isAlive();
        process.destroyForcibly().waitFor();
        return killed && process.exitValue() == 128 + 9;
    }

    /// Sends a signal to the program, such as `STOP`.
    void signal(String name) throws IOException, InterruptedException {
        signal(name, "" + process.pid());
    }

    /// The same to its whole process group, which it leads.
    void signalGroup(String name) throws IOException, InterruptedException {
        signal(name, "-" + process.pid());
    }

    private void signal(String name, String whom) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, "--", whom).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("no " + name + " could be sent; " + words());
        }
    }

    /// Waits until it said the words, or ended.
    void awaitWords(String wanted) throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofMinutes(3));
        while (!err().contains(wanted) && process.isAlive()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("never said '" + wanted + "'; " + words());
            }
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
    }

    /// The steps of a recovery that it said were done.
    List<String> doneSteps() {
        Matcher done = DONE.matcher(err());
        return done.results().map(found -> found.group(1)).toList();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    String words() {
        return "out:\n" + out() + "\nerr:\n" + err();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
