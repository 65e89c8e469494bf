package dev.muster.strategy.read;

import dev.muster.strategy.text.Place;
import java.util.List;

/// A name that was used where something of that name must exist.
///
/// @param type of the identifier, such as `RegionId`
/// @param path the keys to where it stands
record Mention(Class<?> type, String name, Place place, List<String> path) {
    boolean isAt(String... pattern) {
        if (path.size() != pattern.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
