package dev.muster.strategy.read;

import dev.muster.strategy.text.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys from the root to a value, as a chain that shares its beginnings.
///
/// @param place of the last key
record Path(@Nullable Path parent, String key, int length, Place place) {
    static Path root(Place place) {
        return new Path(null, "", 0, place);
    }

    Path with(String next, Place at) {
        return new Path(this, next, length + 1, at);
    }

    boolean isRoot() {
        return length == 0;
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>(length);
        for (Path at = this; at.parent != null; at = at.parent) {
            keys.addFirst(at.key);
        }
        return keys;
    }

    /// What a person calls the mapping here: `'components.orders-db'`, `the strategy`.
    String noun() {
        return isRoot() ? "the strategy" : "'" + String.join(".", keys()) + "'";
    }
}
