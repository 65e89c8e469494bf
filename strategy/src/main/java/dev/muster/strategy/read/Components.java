package dev.muster.strategy.read;

import dev.muster.kind.ComponentKind;
import dev.muster.model.ComponentId;
import dev.muster.strategy.read.Kinds.Known;
import dev.muster.strategy.read.Layers.Layer;
import dev.muster.strategy.read.Layers.Request;
import dev.muster.strategy.text.Node.Entry;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.Node.Scalar;
import dev.muster.strategy.text.Problem;
import dev.muster.strategy.text.StrategyErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Binds components: the common keys, and beside them those of the kind.
final class Components {
    private final Kinds kinds;
    private final Report report;
    private final Map<ComponentId, Settled> settled = new HashMap<>();

    Components(Kinds kinds, Report report) {
        this.kinds = kinds;
        this.report = report;
    }

    /// What a kind made of its part of a component.
    record Settled(ComponentKind<?> kind, Record settings) {}

    Settled settled(ComponentId id) {
        Settled found = settled.get(id);
        if (found == null) {
            throw new IllegalStateException("component " + id + " was never bound");
        }
        return found;
    }

    /// The common part; what the kind made is kept here.
    Optional<Object> bind(Binder binder, Layer shared, Mapping node, Path path) {
        Optional<Known> known = kind(node);
        if (known.isEmpty()) {
            // Its keys cannot be judged without the kind; the common ones can.
            Request request = new Request(List.of(shared), Set.of(), false);
            return binder.overlay(request, node, path).map(List::getFirst);
        }
        List<Layer> layers = List.of(shared, new Layer(known.get().settings(), Optional.empty()));
        boolean strict = known.get().kind().provided();
        return binder.overlay(new Request(layers, Set.of(), strict), node, path)
                .map(made -> {
                    if (shared.id().isPresent() && shared.id().get() instanceof ComponentId name) {
                        Settled part = new Settled(known.get().kind(), made.getLast());
                        settled.put(name, part);
                    }
                    return made.getFirst();
                });
    }

    private Optional<Known> kind(Mapping node) {
        Optional<Entry> entry = node.entry("kind");
        if (entry.isEmpty()
                || !(entry.get().value() instanceof Scalar scalar)
                || scalar.isAbsent()) {
            return Optional.empty();
        }
        Optional<Known> known = kinds.find(scalar.text());
        if (known.isEmpty()) {
            report.add(
                    StrategyErrors.UNKNOWN_KIND,
                    scalar.place(),
                    "unknown kind '" + Problem.brief(scalar.text()) + "'",
                    report.nearest().hint(scalar.text(), kinds.names()));
        }
        return known;
    }
}
