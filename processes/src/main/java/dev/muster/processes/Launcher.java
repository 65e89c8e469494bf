package dev.muster.processes;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Starts processes that outlive this JVM, in a session of their own.
///
/// The child first waits as a small shell. It becomes the program only once its record is durable;
/// if this JVM dies before that, the shell reads the end of its input and is gone. So there is no
/// moment at which a program runs that no record knows.
public final class Launcher {
    /// `$0` is the log file. The shell becomes the program, so process id and start time stay.
    private static final String WAIT =
            "IFS= read -r go && [ \"$go\" = go ] && exec \"$@\" < /dev/null >> \"$0\" 2>&1";

    /// What a program needs of our environment to find its files and speak its language. The rest
    /// is ours and may hold secrets.
    private static final Set<String> PASSED_ON =
            Set.of(
                    "PATH",
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "LANG",
                    "LC_ALL",
                    "TZ",
                    "TMPDIR",
                    "JAVA_HOME");

    private final ProcessRoll roll;

    public Launcher(ProcessRoll roll) {
        this.roll = roll;
    }

    /// Starts a program and records it. The caller holds the name's lock, and the name stands for
    /// no living process.
    ///
    /// @param folder exists; the program runs in it
    public ProcessRecord start(Program program, String token, Path folder, Path log) {
        String mark = UUID.randomUUID().toString().replace("-", "");
        Process shell = waitingShell(program, mark, folder, log);
        try (OutputStream go = shell.getOutputStream()) {
            ProcessIdentity identity =
                    ProcessIdentity.of(shell.pid())
                            .orElseThrow(() -> new IOException("it ended at once"));
            ProcessRecord record = new ProcessRecord(program.name(), identity, mark, token, log);
            // Durable before the program runs: what nobody recorded, nobody could stop.
            roll.put(record);
            go.write("go\n".getBytes(StandardCharsets.US_ASCII));
            return record;
        } catch (IOException e) {
            shell.destroyForcibly();
            throw cannot(program, e);
        } catch (RuntimeException e) {
            shell.destroyForcibly();
            throw e;
        }
    }

    private static Process waitingShell(Program program, String mark, Path folder, Path log) {
        List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", WAIT));
        line.add(log.toAbsolutePath().toString());
        line.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(PASSED_ON);
        environment.putAll(program.environment());
        environment.put(ProcessRecord.MARK_VARIABLE, mark);
        File output = log.toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        try {
            Path logs = log.toAbsolutePath().getParent();
            if (logs != null) {
                Files.createDirectories(logs);
            }
            return builder.start();
        } catch (IOException e) {
            throw cannot(program, e);
        }
    }

    private static RuntimeException cannot(Program program, IOException e) {
        return ProcessesErrors.CANNOT_START.error(
                program.name() + " cannot be started: " + e.getMessage(),
                "try it by hand: " + String.join(" ", program.command()),
                e);
    }

    /// What is started.
    ///
    /// @param name in the roll
    /// @param command program and arguments; no shell reads them
    /// @param environment what is added to the few variables that are passed on
    public record Program(String name, List<String> command, Map<String, String> environment) {
        public Program {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            if (command.isEmpty()) {
                throw new IllegalArgumentException(name + " has no command");
            }
        }
    }
}
