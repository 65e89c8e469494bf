package dev.muster.provider.process.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.kind.Port;
import dev.muster.model.RegionId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a strategy says of a process.
///
/// Command, environment, working folder and health path may hold `${region}`, `${port}`,
/// `${NAME.host}` and `${NAME.port}` for any NAME in `depends-on`; they are filled in for the
/// region where the process is started. `$${` stands for a literal `${`.
public record ProcessSettings(
        @Doc("The program and its arguments, one each; no shell comes between.")
                List<String> command,
        @Doc(
                        "Environment variables. Of Muster's own, only the likes of PATH and HOME are passed on.")
                @Default("{}")
                Map<String, String> environment,
        @Doc("The folder that it runs in; without it, a folder of its own in the working state.")
                Optional<String> workingDirectory,
        @Doc("The name or address where others reach it.") @Default("127.0.0.1") String host,
        @Doc("The TCP port that it listens on; without it, nobody can depend on it by address.")
                Optional<Port> port,
        @Doc("How it is known to serve; without it, a port that takes connections is enough.")
                Optional<Health> health,
        @Doc("What differs by region: a mapping from region to the keys that are different there.")
                @Default("{}")
                Map<RegionId, InRegion> in) {
    public ProcessSettings {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        in = Collections.unmodifiableMap(new LinkedHashMap<>(in));
    }

    /// The same settings with what differs in one region applied.
    ProcessSettings in(RegionId region) {
        InRegion there = in.get(region);
        if (there == null) {
            return this;
        }
        Map<String, String> merged = new LinkedHashMap<>(environment);
        merged.putAll(there.environment());
        return new ProcessSettings(
                there.command().orElse(command),
                merged,
                there.workingDirectory().or(() -> workingDirectory),
                there.host().orElse(host),
                there.port().or(() -> port),
                health,
                Map.of());
    }
}
