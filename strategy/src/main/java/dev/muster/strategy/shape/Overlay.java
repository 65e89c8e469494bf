package dev.muster.strategy.shape;

import dev.muster.kind.ComponentKind;
import dev.muster.strategy.shape.Shape.Fields;
import dev.muster.strategy.shape.StrategyText.ComponentText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The keys of a component of one kind as its mapping shows them: the common ones and the kind's,
/// as one.
public final class Overlay {
    private Overlay() {}

    public static List<Key> of(ComponentKind<?> kind) {
        List<Key> common = new ArrayList<>(Shapes.of(ComponentText.class).keys());
        common.removeIf(key -> key.name().equals("id"));
        return merge(common, Shapes.of(kind.settings()).keys());
    }

    private static List<Key> merge(List<Key> common, List<Key> own) {
        Map<String, Key> keys = new LinkedHashMap<>();
        common.forEach(key -> keys.put(key.name(), key));
        own.forEach(key -> keys.merge(key.name(), key, Overlay::both));
        return List.copyOf(keys.values());
    }

    /// A mapping that two records share, such as `recover`. It may be left out if both may.
    private static Key both(Key common, Key own) {
        if (common.shape() instanceof Fields one && own.shape() instanceof Fields other) {
            Fields shared = new Fields(one.type(), false, merge(one.keys(), optional(own, other)));
            boolean optional = common.canBeAbsent() && own.canBeAbsent();
            return new Key(common.name(), common.doc(), common.fallback(), optional, shared);
        }
        throw new IllegalArgumentException("a kind must not have the key '" + own.name() + "'");
    }

    /// Where a kind's part may be absent as a whole, each of its keys may.
    private static List<Key> optional(Key part, Fields fields) {
        if (!part.optional()) {
            return fields.keys();
        }
        return fields.keys().stream()
                .map(key -> new Key(key.name(), key.doc(), key.fallback(), true, key.shape()))
                .toList();
    }
}
