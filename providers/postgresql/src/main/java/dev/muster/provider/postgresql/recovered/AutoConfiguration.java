package dev.muster.provider.postgresql.recovered;

import dev.muster.provider.postgresql.source.ConfigurationLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The lines of postgresql.auto.conf, which win over all other files.
public final class AutoConfiguration {
    private static final String FILE = "postgresql.auto.conf";

    /// Only for the time of the replay; a server that took over has no use for them.
    private static final Set<String> REPLAY =
            Set.of(
                    "restore_command",
                    "hot_standby",
                    "recovery_target",
                    "recovery_target_action",
                    "recovery_target_inclusive",
                    "recovery_target_lsn",
                    "recovery_target_name",
                    "recovery_target_time",
                    "recovery_target_timeline",
                    "recovery_target_xid");

    /// Those of which one at most may be set.
    private static final Set<String> TARGETS =
            Set.of(
                    "recovery_target",
                    "recovery_target_lsn",
                    "recovery_target_name",
                    "recovery_target_time",
                    "recovery_target_xid");

    private AutoConfiguration() {}

    /// Sets values, in place of those of the same names.
    public static void set(Path data, Map<String, String> values) throws IOException {
        List<String> lines = new ArrayList<>(others(data, values.keySet()));
        values.forEach((name, value) -> lines.add(ConfigurationLine.of(name, value)));
        write(data, lines);
    }

    /// Makes the next start of a preview stop elsewhere.
    ///
    /// @param target the setting that makes replay stop; empty for the end of the log
    public static void retarget(Path data, Map<String, String> target) throws IOException {
        List<String> lines = new ArrayList<>(others(data, TARGETS));
        // the server objects to a target that is emptied after another was set
        TARGETS.stream()
                .filter(name -> !target.containsKey(name))
                .sorted()
                .forEach(name -> lines.add(ConfigurationLine.of(name, "")));
        target.forEach((name, value) -> lines.add(ConfigurationLine.of(name, value)));
        write(data, lines);
    }

    /// Takes away what was only for the replay.
    public static void endReplay(Path data) throws IOException {
        write(data, others(data, REPLAY));
    }

    /// The names that are only for the replay, and that what lies in a base backup may have set.
    public static Set<String> replayNames() {
        return REPLAY;
    }

    private static List<String> others(Path data, Set<String> names) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !names.contains(name(line))).toList();
        }
    }

    private static String name(String line) {
        return line.strip().split("[ =]", 2)[0];
    }

    private static void write(Path data, List<String> lines) throws IOException {
        Mark.replace(data.resolve(FILE), String.join("\n", lines) + "\n");
    }
}
