package dev.muster.strategy.read;

import dev.muster.strategy.text.Node;
import dev.muster.strategy.text.Node.Entry;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.Node.Scalar;
import dev.muster.strategy.text.Node.Sequence;
import dev.muster.strategy.text.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the keys of a strategy stand, by their path from the root.
///
/// Items of a list count from 0.
public final class Places {
    private final Place place;
    private final Map<String, Places> inside = new HashMap<>();

    private Places(Place place) {
        this.place = place;
    }

    static Places of(Mapping root) {
        return of(root.place(), root);
    }

    private static Places of(Place place, Node node) {
        Places places = new Places(place);
        switch (node) {
            case Scalar _ -> {}
            case Sequence sequence -> {
                List<Node> items = sequence.items();
                for (int i = 0; i < items.size(); i++) {
                    Node item = items.get(i);
                    places.inside.put(Integer.toString(i), of(item.place(), item));
                }
            }
            case Mapping mapping -> {
                for (Entry entry : mapping.entries()) {
                    places.inside.put(entry.key().text(), of(entry.key().place(), entry.value()));
                }
            }
        }
        return places;
    }

    /// The place of the key; where the path leads further than the text, of its last key that is
    /// there.
    public Place of(List<String> path) {
        Places at = this;
        for (String key : path) {
            Places next = at.inside.get(key);
            if (next == null) {
                return at.place;
            }
            at = next;
        }
        return at.place;
    }
}
