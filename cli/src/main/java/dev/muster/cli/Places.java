package dev.muster.cli;

import java.nio.file.Path;
import java.util.Map;

/// The folders that Muster keeps on a machine. Where they are follows the XDG base directory
/// specification.
///
/// @param environment the variables
/// @param home the user's home folder
public record Places(Map<String, String> environment, Path home) {
    public Places {
        environment = Map.copyOf(environment);
    }

    /// Working state of a strategy: journal, spool, process ids, locks. Losing it loses nothing
    /// that is in the vault.
    public Path state(String strategy) {
        String own = environment.getOrDefault("MUSTER_HOME", "");
        return own.isEmpty()
                ? base("XDG_STATE_HOME", ".local/state").resolve(strategy)
                : Path.of(own).toAbsolutePath();
    }

    /// The folder with a folder of keys for each vault of a strategy.
    public Path keys(String strategy) {
        return base("XDG_CONFIG_HOME", ".config").resolve("keys").resolve(strategy);
    }

    /// Certificate and tokens of a vault that this machine serves.
    public Path door() {
        return base("XDG_CONFIG_HOME", ".config").resolve("door");
    }

    /// What can be made again: demos, installed peers.
    public Path cache() {
        return base("XDG_CACHE_HOME", ".cache");
    }

    /// Where the details of our own faults are saved.
    Path faults() {
        return base("XDG_STATE_HOME", ".local/state").resolve("faults");
    }

    private Path base(String variable, String inHome) {
        String value = environment.getOrDefault(variable, "");
        // the specification: a relative path there is to be ignored
        Path base = Path.of(value).isAbsolute() ? Path.of(value) : home.resolve(inHome);
        return base.resolve("muster");
    }
}
