package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.provider.postgresql.export.ReplaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The lines of postgresql.auto.conf, which win over all other files.
public final class AutoConfiguration {
    private AutoConfiguration() {}

    /// Sets values, in place of those of the same names.
    public static void set(Path data, Map<String, String> values) throws IOException {
        write(data, ReplaySettings.merged(lines(data), values));
    }

    /// Makes the next start of a preview stop elsewhere.
    ///
    /// @param target the setting that makes replay stop; empty for the end of the log
    public static void retarget(Path data, Map<String, String> target) throws IOException {
        write(data, ReplaySettings.retargeted(lines(data), target));
    }

    /// Takes away what was only for the replay.
    public static void endReplay(Path data) throws IOException {
        write(data, ReplaySettings.without(lines(data), ReplaySettings.PASSING));
    }

    private static List<String> lines(Path data) throws IOException {
        Path file = data.resolve(ReplaySettings.FILE);
        return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    }

    private static void write(Path data, List<String> lines) throws IOException {
        Mark.replace(data.resolve(ReplaySettings.FILE), String.join("\n", lines) + "\n");
    }
}
