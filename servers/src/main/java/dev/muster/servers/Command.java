package dev.muster.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs a short command to its end, in a session of its own: Ctrl-C at a terminal reaches us alone,
/// and not first a command whose end would then look like an error.
final class Command {
    private Command() {}

    /// @return what it printed, errors included
    /// @throws dev.muster.model.MusterException when it cannot be run or ends with an error
    static String run(List<String> words) throws InterruptedException {
        try {
            List<String> apart = new ArrayList<>(List.of("setsid"));
            apart.addAll(words);
            Process process = builder(apart).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status == 0) {
                return printed;
            }
            throw ServersErrors.COMMAND.error(
                    "'" + String.join(" ", words) + "' ended with " + status + ": " + tail(printed),
                    String.join(" ", words));
        } catch (IOException error) {
            throw ServersErrors.COMMAND.error(
                    "'" + words.getFirst() + "' cannot be run: " + error.getMessage(),
                    "ls -l " + words.getFirst(),
                    error);
        }
    }

    /// A process whose messages are in English and that no `PG...` variable leads astray.
    static ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        return builder;
    }

    static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }
}
