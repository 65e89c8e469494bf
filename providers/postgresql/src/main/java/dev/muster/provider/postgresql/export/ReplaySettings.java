package dev.muster.provider.postgresql.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a restored data folder is told so that a server starts on it, replays, and then takes
/// writes.
public final class ReplaySettings {
    /// The file whose lines win over all others.
    public static final String FILE = "postgresql.auto.conf";

    /// Makes the server replay at its next start.
    public static final String SIGNAL = "recovery.signal";

    /// Only for the time of the replay; a server that took over has no use for them.
    public static final Set<String> PASSING =
            Set.of(
                    "restore_command",
                    "hot_standby",
                    "recovery_min_apply_delay",
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

    private ReplaySettings() {}

    /// All settings of the replay.
    ///
    /// @param timeline the one that replay follows
    /// @param target the setting that makes replay stop; empty for the end of the log
    /// @param kept what stays when the replay is over
    public static Map<String, String> of(
            int timeline, Map<String, String> target, Map<String, String> kept) {
        Map<String, String> values = new LinkedHashMap<>();
        values.putAll(none());
        // the log lies in pg_wal already; a command must be given all the same
        values.put("restore_command", "false");
        values.put("hot_standby", "off");
        values.put("recovery_target_timeline", Integer.toString(timeline));
        values.put("recovery_target_action", "promote");
        values.put("recovery_target_inclusive", "on");
        values.putAll(kept);
        // the server objects to a target that is emptied after another was set
        values.keySet().removeAll(target.keySet());
        values.putAll(target);
        return values;
    }

    /// Each of [#PASSING] as if nothing had been said of it; the backup may be of a standby.
    public static Map<String, String> none() {
        Map<String, String> values = new LinkedHashMap<>();
        PASSING.stream().sorted().forEach(name -> values.put(name, ""));
        values.put("recovery_min_apply_delay", "0");
        return values;
    }

    /// What a cluster that came back on another host is told for good.
    ///
    /// @param attribute of the base backup, by its name
    public static Map<String, String> kept(Function<String, Optional<String>> attribute) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("listen_addresses", listen(attribute));
        // nobody may hold up the commits of a cluster whose standbys are lost with its old host
        values.put("synchronous_standby_names", "");
        // whom the backed up standby followed, with a password
        values.put("primary_conninfo", "");
        values.put("primary_slot_name", "");
        // its log must not be mixed into an archive of the old cluster
        values.put("archive_mode", "off");
        values.put("logging_collector", "off");
        values.put("log_destination", "stderr");
        return values;
    }

    /// Addresses of the old host mean nothing here; whether it listened to the network does.
    private static String listen(Function<String, Optional<String>> attribute) {
        String addresses = attribute.apply(Attributes.LISTEN).orElse("localhost");
        boolean local = List.of(addresses.split("\\s*,\\s*")).stream().allMatch(LOCAL::contains);
        return local ? "127.0.0.1" : "*";
    }

    /// Files by name that a data folder needs and that a cluster may have kept elsewhere: each is
    /// written where there is none.
    public static Map<String, String> ifAbsent(Function<String, Optional<String>> attribute) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "postgresql.conf",
                "# made by muster restore from the cluster's settings: it kept its own outside\n"
                        + attribute.apply(Attributes.SETTINGS).orElse("")
                        + "\n");
        files.put("pg_hba.conf", ADMISSION);
        files.put("pg_ident.conf", "# made by muster restore\n");
        return files;
    }

    /// The lines of a configuration file with values set in place of those of the same names.
    public static List<String> merged(List<String> lines, Map<String, String> values) {
        List<String> merged = new ArrayList<>(without(lines, values.keySet()));
        values.forEach((name, value) -> merged.add(ConfigurationLine.of(name, value)));
        return merged;
    }

    /// The lines of a configuration file with another target than before.
    public static List<String> retargeted(List<String> lines, Map<String, String> target) {
        List<String> changed = new ArrayList<>(without(lines, TARGETS));
        // the server objects to a target that is emptied after another was set
        TARGETS.stream()
                .filter(name -> !target.containsKey(name))
                .sorted()
                .forEach(name -> changed.add(ConfigurationLine.of(name, "")));
        target.forEach((name, value) -> changed.add(ConfigurationLine.of(name, value)));
        return changed;
    }

    /// The lines that set none of the names.
    public static List<String> without(List<String> lines, Set<String> names) {
        return lines.stream()
                .filter(line -> !names.contains(line.strip().split("[ =]", 2)[0]))
                .toList();
    }
}
