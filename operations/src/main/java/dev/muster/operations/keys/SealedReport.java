package dev.muster.operations.keys;

import dev.muster.model.MusterException;
import dev.muster.strategy.SecretReference;
import dev.muster.strategy.SecretReference.Source;
import dev.muster.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which sealed secrets of a strategy can be opened with the keys at hand.
///
/// @param opened their names
/// @param closed the names of the others, with why, in words
public record SealedReport(List<String> opened, Map<String, String> closed) {
    public SealedReport {
        opened = List.copyOf(opened);
        closed = new TreeMap<>(closed);
    }

    /// Opens each one that the strategy names under `recover`, and forgets it again.
    public static SealedReport of(Strategy strategy, SealedLookup sealed) {
        List<String> opened = new ArrayList<>();
        Map<String, String> closed = new TreeMap<>();
        for (String name : names(strategy)) {
            try {
                if (sealed.open(name).isPresent()) {
                    opened.add(name);
                } else {
                    closed.put(name, "is in no vault; put it: muster vault secrets put " + name);
                }
            } catch (MusterException shut) {
                closed.put(name, shut.code() + " " + shut.getMessage());
            }
        }
        return new SealedReport(opened, closed);
    }

    private static TreeSet<String> names(Strategy strategy) {
        TreeSet<String> names = new TreeSet<>();
        for (SecretReference secret : strategy.secrets()) {
            if (secret.source() == Source.VAULT) {
                names.add(secret.name());
            }
        }
        return names;
    }
}
