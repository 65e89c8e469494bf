package dev.muster.provider.postgresql.restore;

import dev.muster.provider.BackupReader;
import dev.muster.provider.postgresql.backup.Attributes;
import dev.muster.provider.postgresql.recovered.AutoConfiguration;
import dev.muster.provider.postgresql.recovered.Mark;
import dev.muster.provider.postgresql.recovered.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a restored data folder needs so that a server starts on it, replays, and then takes writes.
final class Configuration {
    private static final Set<String> LOCAL = Set.of("", "localhost", "127.0.0.1", "::1");

    /// Enough to let the owner of the data in; clients from elsewhere are admitted by people.
    private static final String ADMISSION =
            """
            # made by muster restore: the cluster kept its own pg_hba.conf outside of its data folder
            local all all peer
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            host replication all 127.0.0.1/32 scram-sha-256
            host replication all ::1/128 scram-sha-256
            """;

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
        fill(data.resolve("postgresql.conf"), ownSettings());
        Mark.replace(data.resolve("pg_hba.conf"), ADMISSION_OF_PREVIEWS);
        fill(data.resolve("pg_ident.conf"), "# made by muster restore\n");
        Map<String, String> values = new LinkedHashMap<>();
        AutoConfiguration.replayNames().forEach(name -> values.put(name, ""));
        values.put("hot_standby", "on");
        values.put("recovery_target_timeline", Integer.toString(timeline));
        values.put("recovery_target_action", "pause");
        values.put("recovery_target_inclusive", "on");
        values.put("primary_conninfo", "");
        values.put("primary_slot_name", "");
        values.putAll(kept(Optional.of(port)));
        values.put("listen_addresses", "127.0.0.1");
        values.put("unix_socket_directories", "");
        values.put("ssl", "off");
        // it shares the host with whatever else runs there
        values.put("shared_buffers", "128MB");
        values.put("huge_pages", "off");
        values.keySet().removeAll(target.keySet());
        values.putAll(target);
        AutoConfiguration.set(data, values);
        Files.deleteIfExists(data.resolve("recovery.signal"));
        Mark.replace(data.resolve("standby.signal"), "");
    }

    /// @param port where the restored cluster listens, if that is known
    void write(Path data, Optional<Integer> port) throws IOException {
        fill(data.resolve("postgresql.conf"), ownSettings());
        fill(data.resolve("pg_hba.conf"), ADMISSION);
        fill(data.resolve("pg_ident.conf"), "# made by muster restore\n");
        Map<String, String> values = new LinkedHashMap<>();
        AutoConfiguration.replayNames().forEach(name -> values.put(name, ""));
        // the log lies in pg_wal already; a command must be given all the same
        values.put("restore_command", "false");
        values.put("hot_standby", "off");
        values.put("recovery_target_timeline", Integer.toString(timeline));
        values.put("recovery_target_action", "promote");
        values.put("recovery_target_inclusive", "on");
        values.putAll(kept(port));
        // the server objects to a target that is emptied after another was set
        values.keySet().removeAll(target.keySet());
        values.putAll(target);
        AutoConfiguration.set(data, values);
        Files.deleteIfExists(data.resolve("standby.signal"));
        Mark.replace(data.resolve("recovery.signal"), "");
    }

    /// What stays when the replay is over.
    private Map<String, String> kept(Optional<Integer> port) {
        Map<String, String> values = new LinkedHashMap<>();
        port.ifPresent(number -> values.put("port", Integer.toString(number)));
        values.put("listen_addresses", listen());
        // nobody may hold up the commits of a cluster whose standbys are lost with its old host
        values.put("synchronous_standby_names", "");
        // its log must not be mixed into an archive of the old cluster
        values.put("archive_mode", "off");
        values.put("logging_collector", "off");
        values.put("log_destination", "stderr");
        if (owner.isNameless()) {
            values.put("unix_socket_directories", "");
        }
        return values;
    }

    /// Addresses of the old host mean nothing here; whether it listened to the network does.
    private String listen() {
        String addresses = base.attribute(Attributes.LISTEN).orElse("localhost");
        boolean local = List.of(addresses.split("\\s*,\\s*")).stream().allMatch(LOCAL::contains);
        return local ? "127.0.0.1" : "*";
    }

    private String ownSettings() {
        return "# made by muster restore from the cluster's settings: it kept its own outside\n"
                + base.attribute(Attributes.SETTINGS).orElse("")
                + "\n";
    }

    private static void fill(Path file, String content) throws IOException {
        if (!Files.exists(file)) {
            Mark.replace(file, content);
        }
    }
}
