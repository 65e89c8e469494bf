package dev.muster.provider.postgresql.recovered;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Runs a short command of the operating system or of PostgreSQL.
final class Tool {
    private Tool() {}

    /// @param status 0 where it worked
    /// @param printed what it printed, errors included
    record Result(int status, String printed) {
        boolean worked() {
            return status == 0;
        }
    }

    static Result run(List<String> words) throws IOException, InterruptedException {
        return run(words, Map.of());
    }

    /// @param variables of the environment, beside those of this process
    static Result run(List<String> words, Map<String, String> variables)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        environment.putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), printed.strip());
    }
}
