package dev.muster.strategy.read;

import dev.muster.kind.ComponentKind;
import dev.muster.strategy.shape.Overlay;
import dev.muster.strategy.shape.Shape.Fields;
import dev.muster.strategy.shape.Shapes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds that components may have, by name.
final class Kinds {
    private final Map<String, Known> byName = new LinkedHashMap<>();

    Kinds(List<? extends ComponentKind<?>> kinds) {
        for (ComponentKind<?> kind : kinds) {
            Overlay.of(kind); // refuses a kind whose keys are taken
            Known known = new Known(kind, Shapes.of(kind.settings()));
            if (byName.put(kind.name(), known) != null) {
                throw new IllegalArgumentException("two kinds are named " + kind.name());
            }
        }
    }

    record Known(ComponentKind<?> kind, Fields settings) {}

    Optional<Known> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<String> names() {
        return byName.keySet();
    }
}
