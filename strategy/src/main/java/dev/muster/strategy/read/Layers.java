package dev.muster.strategy.read;

import dev.muster.strategy.shape.Key;
import dev.muster.strategy.shape.Shape.Fields;
import dev.muster.strategy.text.Node;
import dev.muster.strategy.text.Node.Entry;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.Problem;
import dev.muster.strategy.text.StrategyErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Binds one mapping to one record or to several: a component's mapping holds the keys that every
/// component has and those of its kind; its `recover` the common ones and those of the kind.
final class Layers {
    private final Binder binder;
    private final Report report;
    private final Fallbacks fallbacks = new Fallbacks();
    private final Records records = new Records();

    Layers(Binder binder, Report report) {
        this.binder = binder;
        this.report = report;
    }

    /// @param id what the record's first component gets, for records that carry their name; empty
    ///   where that name is itself a problem
    record Layer(Fields fields, Optional<Object> id) {}

    /// A mapping that several records share.
    ///
    /// @param layers the records that are made
    /// @param alsoKnown keys that are allowed without belonging to a layer
    /// @param strict whether other keys are a problem
    record Request(List<Layer> layers, Set<String> alsoKnown, boolean strict) {
        Set<String> known() {
            Set<String> known = new LinkedHashSet<>();
            layers.forEach(layer -> layer.fields().keys().forEach(key -> known.add(key.name())));
            known.addAll(alsoKnown);
            return known;
        }
    }

    /// Where a value goes: the layer's number, and the key.
    private record Slot(int layer, Key key) {}

    /// The records in the order of the layers; empty if there was a problem.
    Optional<List<Record>> bind(Request request, Mapping node, Path path) {
        Map<String, Entry> entries = entries(request, node, path);
        List<Map<String, Object>> values = new ArrayList<>();
        request.layers().forEach(_ -> values.add(new LinkedHashMap<>()));
        boolean good = true;
        for (Map.Entry<String, List<Slot>> slots : slots(request).entrySet()) {
            Entry entry = entries.get(slots.getKey());
            List<Slot> targets = slots.getValue();
            good &=
                    targets.size() == 1
                            ? single(targets.getFirst(), entry, path, values)
                            : shared(targets, entry, path, values);
        }
        return good ? make(request.layers(), values, path) : Optional.empty();
    }

    private Map<String, Entry> entries(Request request, Mapping node, Path path) {
        Set<String> known = request.known();
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Entry entry : node.entries()) {
            String name = entry.key().text();
            Entry first = entries.putIfAbsent(name, entry);
            if (first != null) {
                report.add(
                        StrategyErrors.DOUBLED_KEY,
                        entry.key().place(),
                        "the key '" + Problem.brief(name) + "' stands twice",
                        "the first one is at " + first.key().place());
            } else if (request.strict() && !known.contains(name)) {
                report.add(
                        StrategyErrors.UNKNOWN_KEY,
                        entry.key().place(),
                        "unknown key '" + Problem.brief(name) + "' in " + path.noun(),
                        report.nearest().hint(name, known));
            }
        }
        return entries;
    }

    private static Map<String, List<Slot>> slots(Request request) {
        Map<String, List<Slot>> slots = new LinkedHashMap<>();
        for (int i = 0; i < request.layers().size(); i++) {
            for (Key key : request.layers().get(i).fields().keys()) {
                slots.computeIfAbsent(key.name(), _ -> new ArrayList<>()).add(new Slot(i, key));
            }
        }
        return slots;
    }

    private boolean single(
            Slot slot, @Nullable Entry entry, Path path, List<Map<String, Object>> values) {
        Optional<Object> value = value(slot.key(), entry, path);
        value.ifPresent(made -> values.get(slot.layer()).put(slot.key().name(), made));
        return value.isPresent();
    }

    private Optional<Object> value(Key key, @Nullable Entry entry, Path path) {
        if (entry != null) {
            Path inside = path.with(key.name(), entry.key().place());
            return bound(key, entry.value(), inside);
        }
        Path absent = path.with(key.name(), path.place());
        if (key.fallback().isPresent()) {
            return bound(key, fallbacks.node(key.fallback().get()), absent);
        }
        if (key.optional()) {
            return Optional.of(Optional.empty());
        }
        if (key.shape() instanceof Fields fields && fields.canBeAbsent()) {
            return binder.bind(fields, new Mapping(path.place(), List.of()), absent);
        }
        report.add(
                StrategyErrors.MISSING_KEY,
                path.place(),
                path.noun() + " needs the key '" + key.name() + "'",
                "add " + key.name() + ": " + key.shape().example());
        return Optional.empty();
    }

    private Optional<Object> bound(Key key, Node node, Path path) {
        Optional<Object> value = binder.bind(key.shape(), node, path);
        return key.optional() ? value.map(Optional::of) : value;
    }

    /// One mapping for the same key of several layers, such as `recover`.
    private boolean shared(
            List<Slot> slots, @Nullable Entry entry, Path path, List<Map<String, Object>> values) {
        String name = slots.getFirst().key().name();
        if (entry != null && !(entry.value() instanceof Mapping)) {
            Path inside = path.with(name, entry.key().place());
            slots.forEach(slot -> binder.bind(slot.key().shape(), entry.value(), inside));
            return false;
        }
        Path inside = path.with(name, entry == null ? path.place() : entry.key().place());
        Mapping mapping =
                entry != null && entry.value() instanceof Mapping written
                        ? written
                        : new Mapping(path.place(), List.of());
        List<Slot> present = slots.stream().filter(slot -> takesPart(slot, mapping)).toList();
        List<Layer> parts =
                present.stream().map(slot -> new Layer(fields(slot), Optional.empty())).toList();
        Set<String> known = new LinkedHashSet<>();
        slots.forEach(slot -> fields(slot).keys().forEach(key -> known.add(key.name())));
        Optional<List<Record>> made =
                binder.overlay(new Request(parts, known, true), mapping, inside);
        slots.forEach(slot -> values.get(slot.layer()).put(name, Optional.empty()));
        made.ifPresent(records -> {
            for (int i = 0; i < records.size(); i++) {
                Slot slot = present.get(i);
                Object value = records.get(i);
                values.get(slot.layer())
                        .put(name, slot.key().optional() ? Optional.of(value) : value);
            }
        });
        return made.isPresent();
    }

    /// An optional layer of which nothing is written is absent.
    private static boolean takesPart(Slot slot, Mapping mapping) {
        return !slot.key().optional()
                || fields(slot).keys().stream()
                        .anyMatch(key -> mapping.entry(key.name()).isPresent());
    }

    private static Fields fields(Slot slot) {
        if (slot.key().shape() instanceof Fields fields) {
            return fields;
        }
        throw new IllegalStateException(
                "the key '"
                        + slot.key().name()
                        + "' is every component's; a kind must not have it");
    }

    private Optional<List<Record>> make(
            List<Layer> layers, List<Map<String, Object>> values, Path path) {
        List<Record> made = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            List<Object> arguments = new ArrayList<>();
            if (layer.fields().named()) {
                if (layer.id().isEmpty()) {
                    return Optional.empty();
                }
                arguments.add(layer.id().get());
            }
            Map<String, Object> byName = values.get(i);
            layer.fields().keys().forEach(key -> arguments.add(bound(byName, key)));
            Optional<Record> record = records.make(layer.fields().type(), arguments, path, report);
            record.ifPresent(made::add);
        }
        return made.size() == layers.size() ? Optional.of(made) : Optional.empty();
    }

    private static Object bound(Map<String, Object> byName, Key key) {
        Object value = byName.get(key.name());
        if (value == null) {
            throw new IllegalStateException("the key '" + key.name() + "' was never bound");
        }
        return value;
    }
}
