package dev.muster.strategy.read;

import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.strategy.shape.TierId;
import dev.muster.strategy.text.Nearest;
import dev.muster.strategy.text.Node.Entry;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.StrategyErrors;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The names that a strategy defines, and the check that what is mentioned is among them.
///
/// It works on the text: a component with a problem of its own is still there for others.
final class Declared {
    private static final Map<Class<?>, String> SECTIONS =
            Map.of(
                    ComponentId.class, "components",
                    ContactId.class, "contacts",
                    ProbeId.class, "probes",
                    RegionId.class, "regions",
                    ScenarioId.class, "scenarios",
                    TierId.class, "tiers",
                    VaultId.class, "vaults");

    private final Map<String, Set<String>> bySection = new HashMap<>();

    private Declared() {}

    static boolean isName(Class<?> type) {
        return SECTIONS.containsKey(type);
    }

    static Declared of(Mapping root) {
        Declared declared = new Declared();
        for (Entry section : root.entries()) {
            if (section.value() instanceof Mapping mapping) {
                Set<String> names = declared.names(section.key().text());
                mapping.entries().forEach(entry -> names.add(entry.key().text()));
            }
        }
        return declared;
    }

    private Set<String> names(String section) {
        return bySection.computeIfAbsent(section, _ -> new LinkedHashSet<>());
    }

    void check(Report report) {
        Nearest nearest = report.nearest();
        for (Mention mention : report.mentions()) {
            String section = section(mention);
            Set<String> known = names(section);
            if (!known.contains(mention.name())) {
                String noun = section.substring(0, section.length() - 1);
                report.add(
                        StrategyErrors.UNKNOWN_NAME,
                        mention.place(),
                        "no " + noun + " is named '" + mention.name() + "'",
                        known.isEmpty()
                                ? "define it under '" + section + "'"
                                : nearest.hint(mention.name(), known));
            }
        }
    }

    private static String section(Mention mention) {
        String section = SECTIONS.get(mention.type());
        if (section == null) {
            throw new IllegalStateException(mention.type() + " names nothing");
        }
        return section;
    }
}
