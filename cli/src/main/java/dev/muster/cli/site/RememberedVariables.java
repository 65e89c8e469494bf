package dev.muster.cli.site;

import dev.muster.strategy.SecretReference.Source;
import dev.muster.strategy.read.Variables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Values as they were when they were first looked up. A daemon goes on with those that it began
/// with, also when the file of one is lost.
record RememberedVariables(Variables ordinary, Map<List<String>, Answer> known)
        implements Variables {
    RememberedVariables(Variables ordinary) {
        this(ordinary, new ConcurrentHashMap<>());
    }

    @Override
    public Answer look(Source source, String name) {
        return known.computeIfAbsent(
                List.of(source.word(), name), it -> ordinary.look(source, name));
    }

    /// Never shown: they may be secrets.
    @Override
    public String toString() {
        return "remembered variables";
    }
}
