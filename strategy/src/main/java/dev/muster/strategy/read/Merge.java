package dev.muster.strategy.read;

import dev.muster.strategy.text.Node.Entry;
import dev.muster.strategy.text.Node.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Several files as one: sections of the same name are joined.
final class Merge {
    private Merge() {}

    /// What stands twice in one file, or cannot be joined, stays double for the binder to report.
    static Mapping of(List<Mapping> roots) {
        Map<String, Integer> first = new LinkedHashMap<>();
        List<Entry> merged = new ArrayList<>();
        for (Mapping root : roots) {
            int before = merged.size();
            for (Entry entry : root.entries()) {
                Integer at = first.get(entry.key().text());
                if (at != null
                        && at < before
                        && merged.get(at).value() instanceof Mapping one
                        && entry.value() instanceof Mapping other) {
                    merged.set(at, new Entry(merged.get(at).key(), join(one, other)));
                } else {
                    first.putIfAbsent(entry.key().text(), merged.size());
                    merged.add(entry);
                }
            }
        }
        return new Mapping(roots.getFirst().place(), merged);
    }

    private static Mapping join(Mapping one, Mapping other) {
        return new Mapping(
                one.place(),
                Stream.concat(one.entries().stream(), other.entries().stream()).toList());
    }
}
