package dev.muster.strategy.read;

import dev.muster.strategy.text.Composer;
import dev.muster.strategy.text.Node;
import java.util.HashMap;
import java.util.Map;

/// Defaults as nodes, as if they had been written.
final class Fallbacks {
    private final Map<String, Node> nodes = new HashMap<>();

    Node node(String text) {
        return nodes.computeIfAbsent(text, Fallbacks::compose);
    }

    private static Node compose(String text) {
        return Composer.compose(
                        "default",
                        "value: " + text,
                        problem -> {
                            throw new IllegalStateException("the default " + text + ": " + problem);
                        })
                .flatMap(mapping -> mapping.entry("value"))
                .orElseThrow(
                        () -> new IllegalStateException("the default " + text + " is no value"))
                .value();
    }
}
