package dev.muster.provider.mariadb.restore;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Lets mariadb-backup bring the files of a base backup to one state.
final class Prepare {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LINES_TOLD = 8;

    private final ComponentId component;
    private final Path tool;
    private final MariadbSettings settings;
    private final Path folder;
    private final Operation operation;

    Prepare(
            ComponentId component,
            Path tool,
            MariadbSettings settings,
            Path folder,
            Operation operation) {
        this.component = component;
        this.tool = tool;
        this.settings = settings;
        this.folder = folder;
        this.operation = operation;
    }

    void run() throws IOException, InterruptedException {
        Path messages = operation.workspace().resolve("prepare.log");
        List<String> words = new ArrayList<>();
        words.add(tool.toString());
        words.add(
                settings.server()
                        .flatMap(server -> server.config())
                        .map(file -> "--defaults-file=" + file.path())
                        .orElse("--no-defaults"));
        words.add("--prepare");
        words.add("--target-dir=" + folder);
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(messages.toFile())
                        .start();
        process.getOutputStream().close();
        try {
            while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                operation.checkCancelled();
            }
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(messages);
        boolean complete = !lines.isEmpty() && lines.getLast().endsWith("completed OK!");
        if (process.exitValue() != 0 || !complete) {
            throw failed(process.exitValue(), lines);
        }
    }

    private MusterException failed(int status, List<String> lines) {
        return MariadbErrors.PREPARE.error(
                component
                        + ": mariadb-backup --prepare ended with status "
                        + status
                        + "\n"
                        + String.join(
                                "\n",
                                lines.subList(
                                        Math.max(0, lines.size() - LINES_TOLD), lines.size())),
                "see the whole of it: " + operation.workspace().resolve("prepare.log"));
    }
}
