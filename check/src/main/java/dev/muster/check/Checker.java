package dev.muster.check;

import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.strategy.Strategy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Judges a strategy before the disaster does.
public final class Checker {
    private Checker() {}

    /// All that is weak or wrong, the worst first; empty if nothing is.
    ///
    /// @param facts what was measured; with [Facts#NONE] the file alone is judged
    public static List<Finding> check(Strategy strategy, Facts facts) {
        Findings findings = new Findings();
        Outlook outlook = Outlook.of(strategy, facts);
        new ScenarioChecks(outlook, findings).run();
        new ApprovalChecks(outlook, findings).run();
        new ObjectiveChecks(outlook, findings).run();
        new BaseAgeChecks(outlook, findings).run();
        new ProtectionChecks(outlook, findings).run();
        new PointChecks(outlook, findings).run();
        new VaultChecks(outlook, findings).run();
        new PeopleChecks(outlook, findings).run();
        Findings ofKinds = new Findings();
        new KindChecks(outlook, ofKinds).run();
        return Overlap.merge(findings.all(), ofKinds.all()).stream()
                .distinct()
                .sorted(order(strategy))
                .toList();
    }

    /// Within a severity by section, then as the things stand in the file.
    private static Comparator<Finding> order(Strategy strategy) {
        Map<List<String>, Integer> ranks = new HashMap<>();
        sections(strategy)
                .forEach((section, names) -> {
                    for (Object name : names) {
                        ranks.put(List.of(section, name.toString()), ranks.size());
                    }
                });
        return Comparator.comparing(Finding::severity)
                .thenComparingInt(finding -> rank(finding.path(), ranks))
                .thenComparing(finding -> String.join("\0", finding.path()))
                .thenComparing(finding -> finding.code().id())
                .thenComparing(Finding::message);
    }

    private static int rank(List<String> path, Map<List<String>, Integer> ranks) {
        return path.size() < 2 ? -1 : ranks.getOrDefault(path.subList(0, 2), Integer.MAX_VALUE);
    }

    private static Map<String, Set<?>> sections(Strategy strategy) {
        Map<String, Set<?>> sections = new LinkedHashMap<>();
        sections.put("regions", strategy.regions().keySet());
        sections.put("vaults", strategy.vaults().keySet());
        sections.put("contacts", strategy.contacts().keySet());
        sections.put("components", strategy.components().keySet());
        sections.put("scenarios", strategy.scenarios().keySet());
        sections.put("probes", strategy.probes().keySet());
        sections.put("drills", strategy.drills().keySet());
        return sections;
    }
}
