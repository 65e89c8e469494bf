package dev.muster.cli.verb;

import dev.muster.cli.CliErrors;
import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.model.ScenarioId;
import dev.muster.operations.Site;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds what a user names.
final class Named {
    private Named() {}

    /// @throws dev.muster.model.MusterException if there is no such component with protected data
    static Component<?> dataStore(Site site, String name) {
        if (!Names.isLabel(name)
                || !site.strategy().components().containsKey(new ComponentId(name))) {
            throw CliErrors.WRONG_USAGE.error(
                    "there is no component '" + name + "'",
                    "choose one of: " + list(site.strategy().components().keySet()));
        }
        return site.protectedComponent(new ComponentId(name));
    }

    /// The component of that name, if it keeps its recovery points itself.
    static Optional<Component<?>> nativeStore(Site site, String name) {
        if (!Names.isLabel(name)) {
            return Optional.empty();
        }
        return Optional.<Component<?>>ofNullable(
                        site.strategy().components().get(new ComponentId(name)))
                .filter(component -> site.providers().nativeStore(component).isPresent());
    }

    /// Those named, or all that hold protected data.
    static List<Component<?>> dataStores(Site site, List<String> names) {
        if (!names.isEmpty()) {
            return names.stream().<Component<?>>map(name -> dataStore(site, name)).toList();
        }
        return site.protectedComponents();
    }

    /// @throws dev.muster.model.MusterException if nothing can have that name
    static ScenarioId scenario(String name) {
        if (!Names.isLabel(name)) {
            throw CliErrors.WRONG_USAGE.error(
                    "there is no scenario '" + name + "'",
                    "they stand under scenarios: in the strategy");
        }
        return new ScenarioId(name);
    }

    static Scenario scenario(Site site, String name) {
        Scenario scenario =
                Names.isLabel(name) ? site.strategy().scenarios().get(new ScenarioId(name)) : null;
        if (scenario == null) {
            throw CliErrors.WRONG_USAGE.error(
                    "there is no scenario '" + name + "'",
                    "choose one of: " + list(site.strategy().scenarios().keySet()));
        }
        return scenario;
    }

    private static String list(Collection<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
