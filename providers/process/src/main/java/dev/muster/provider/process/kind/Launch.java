package dev.muster.provider.process.kind;

import dev.muster.kind.Port;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a process is started in one region, with everything filled in.
///
/// @param address where others reach it, if it has a port there
/// @param unknown placeholders that stand for nothing there, as they are written; a launch with any
///   must not be started
public record Launch(
        List<String> command,
        Map<String, String> environment,
        Optional<String> workingDirectory,
        Optional<Address> address,
        Optional<Health> health,
        List<String> unknown) {

    /// What the settings mean in a region.
    ///
    /// @param dependencies where what the process depends on is reached there
    public static Launch of(
            ProcessSettings settings, RegionId region, Map<ComponentId, Address> dependencies) {
        ProcessSettings there = settings.in(region);
        Filling filling = new Filling(new Placeholders(region, there.port(), dependencies));
        Map<String, String> environment = new LinkedHashMap<>();
        there.environment().forEach((name, value) -> environment.put(name, filling.fill(value)));
        List<String> command = there.command().stream().map(filling::fill).toList();
        Optional<String> folder = there.workingDirectory().map(filling::fill);
        Optional<Health> health = there.health().map(filling::fill);
        return new Launch(
                command,
                environment,
                folder,
                there.port().map(Port::number).map(port -> new Address(there.host(), port)),
                health,
                List.copyOf(filling.unknown));
    }

    private record Filling(Placeholders placeholders, List<String> unknown) {
        Filling(Placeholders placeholders) {
            this(placeholders, new ArrayList<>());
        }

        String fill(String text) {
            Placeholders.Filled filled = placeholders.fill(text);
            unknown.addAll(filled.unknown());
            return filled.text();
        }

        Health fill(Health health) {
            return new Health(
                    health.http().map(this::fill),
                    health.tcp(),
                    health.every(),
                    health.timeout(),
                    health.within());
        }
    }
}
