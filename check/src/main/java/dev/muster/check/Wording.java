package dev.muster.check;

import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.plan.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// How findings name places and numbers.
final class Wording {
    private static final int MOST_TERMS = 12;

    private Wording() {}

    static List<String> at(ComponentId component, String... keys) {
        return path("components", component.value(), keys);
    }

    static List<String> at(ScenarioId scenario, String... keys) {
        return path("scenarios", scenario.value(), keys);
    }

    static List<String> at(VaultId vault, String... keys) {
        return path("vaults", vault.value(), keys);
    }

    private static List<String> path(String section, String name, String... keys) {
        List<String> path = new ArrayList<>(List.of(section, name));
        path.addAll(List.of(keys));
        return List.copyOf(path);
    }

    static String text(Duration duration) {
        return Durations.text(duration);
    }

    /// As it is written in the file, rounded up to what one unit can say: `37s`, `5m`, `7h`.
    static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        long seconds = Math.ceilDiv(millis, 1000);
        if (seconds <= 120) {
            return seconds + "s";
        }
        long minutes = Math.ceilDiv(seconds, 60);
        return minutes <= 120 ? minutes + "m" : Math.ceilDiv(minutes, 60) + "h";
    }

    /// `6 h from one backup to the next + 10 min until a backup is stored`; of a long sum the
    /// largest terms, in their order.
    static String sum(List<Term> terms) {
        List<Term> parts = terms.stream().filter(term -> !term.duration().isZero()).toList();
        List<Term> named = parts.size() <= MOST_TERMS ? parts : largest(parts);
        String sum =
                named.stream()
                        .map(term -> text(term.duration()) + " " + term.name())
                        .collect(Collectors.joining(" + "));
        if (named.size() == parts.size()) {
            return sum;
        }
        Duration rest = total(parts).minus(total(named));
        return sum + " + " + text(rest) + " in " + (parts.size() - named.size()) + " more";
    }

    private static List<Term> largest(List<Term> terms) {
        Duration least =
                terms.stream()
                        .map(Term::duration)
                        .sorted(Comparator.reverseOrder())
                        .skip(MOST_TERMS - 1)
                        .findFirst()
                        .orElse(Duration.ZERO);
        return terms.stream()
                .filter(term -> term.duration().compareTo(least) >= 0)
                .limit(MOST_TERMS)
                .toList();
    }

    private static Duration total(List<Term> terms) {
        return terms.stream().map(Term::duration).reduce(Duration.ZERO, Duration::plus);
    }

    static String names(Collection<RegionId> regions) {
        return regions.stream().map(RegionId::value).sorted().collect(Collectors.joining(", "));
    }
}
