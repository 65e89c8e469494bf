package dev.muster.provider.process.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.kind.Port;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What differs of a process in one region; a key that is absent is the same as elsewhere.
public record InRegion(
        @Doc("Another program or other arguments; stands for the whole command.")
                Optional<List<String>> command,
        @Doc("Variables that are added, or that have another value here.") @Default("{}")
                Map<String, String> environment,
        @Doc("Another folder to run in.") Optional<String> workingDirectory,
        @Doc("Another name or address where others reach it.") Optional<String> host,
        @Doc("Another port; needed where two regions share a machine.") Optional<Port> port) {
    public InRegion {
        command = command.map(List::copyOf);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
