package dev.muster.provider.postgresql.restore;

import dev.muster.datafolder.Mark;
import dev.muster.provider.BackupReader;
import dev.muster.provider.postgresql.export.ReplaySettings;
import dev.muster.provider.postgresql.recovered.AutoConfiguration;
import dev.muster.provider.postgresql.recovered.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Writes what a restored data folder needs so that a server starts on it, replays, and then takes
/// writes.
final class Configuration {
    /// A preview is nobody's database: it lets in who has a password and is on this host.
    private static final String ADMISSION_OF_PREVIEWS =
            """
            # made by muster restore --preview
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final BackupReader base;
    private final Owner owner;
    private final int timeline;
    private final Map<String, String> target;

    /// @param timeline the one that replay follows
    /// @param target the setting that makes replay stop; empty for the end of the log
    Configuration(BackupReader base, Owner owner, int timeline, Map<String, String> target) {
        this.base = base;
        this.owner = owner;
        this.timeline = timeline;
        this.target = Map.copyOf(target);
    }

    /// For a server that only shows the target, and is reached from this host alone. As a standby
    /// it never takes over by itself, whatever ends its replay.
    void writePreview(Path data, int port) throws IOException {
        Mark.replace(data.resolve("pg_hba.conf"), ADMISSION_OF_PREVIEWS);
        fill(data);
        Map<String, String> values = replaying(Integer.toString(timeline), kept(Optional.of(port)));
        values.put("listen_addresses", "127.0.0.1");
        values.put("unix_socket_directories", "");
        values.put("ssl", "off");
        // it shares the host with whatever else runs there
        values.put("shared_buffers", "128MB");
        values.put("huge_pages", "off");
        values.keySet().removeAll(target.keySet());
        values.putAll(target);
        stayStandby(data, values);
    }

    /// For a server that replays what is laid out and then streams from its primary, for ever or
    /// until somebody promotes it.
    ///
    /// @param port where it listens, if that is known
    /// @param primary as `primary_conninfo` says it
    void writeStandby(Path data, Optional<Integer> port, String primary) throws IOException {
        fill(data);
        Map<String, String> values = replaying("latest", kept(port));
        values.put("primary_conninfo", primary);
        stayStandby(data, values);
    }

    /// For a server that shows what it replays, and does not take over by itself.
    private static Map<String, String> replaying(String timeline, Map<String, String> kept) {
        Map<String, String> values = new LinkedHashMap<>(ReplaySettings.none());
        values.put("hot_standby", "on");
        values.put("recovery_target_timeline", timeline);
        values.put("recovery_target_action", "pause");
        values.put("recovery_target_inclusive", "on");
        values.putAll(kept);
        return values;
    }

    private static void stayStandby(Path data, Map<String, String> values) throws IOException {
        AutoConfiguration.set(data, values);
        Files.deleteIfExists(data.resolve(ReplaySettings.SIGNAL));
        Mark.replace(data.resolve("standby.signal"), "");
    }

    /// @param port where the restored cluster listens, if that is known
    void write(Path data, Optional<Integer> port) throws IOException {
        fill(data);
        AutoConfiguration.set(data, ReplaySettings.of(timeline, target, kept(port)));
        Files.deleteIfExists(data.resolve("standby.signal"));
        Mark.replace(data.resolve(ReplaySettings.SIGNAL), "");
    }

    /// What stays when the replay is over.
    private Map<String, String> kept(Optional<Integer> port) {
        Map<String, String> values = new LinkedHashMap<>();
        port.ifPresent(number -> values.put("port", Integer.toString(number)));
        values.putAll(ReplaySettings.kept(base::attribute));
        if (owner.isNameless()) {
            values.put("unix_socket_directories", "");
        }
        return values;
    }

    private void fill(Path data) throws IOException {
        for (Map.Entry<String, String> file : ReplaySettings.ifAbsent(base::attribute).entrySet()) {
            Path path = data.resolve(file.getKey());
            if (!Files.exists(path)) {
                Mark.replace(path, file.getValue());
            }
        }
    }
}
