package dev.muster.rehearsal.world;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Values of one kind by their keys, in the order of the keys' bytes; each change is on disk before
/// it is seen. Safe for use by many threads.
public final class Shelf<T> {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String name;
    private final Class<T> type;
    private final NavigableMap<String, T> values = new ConcurrentSkipListMap<>(byBytes());

    Shelf(String name, Class<T> type) {
        this.name = name;
        this.type = type;
    }

    /// The order that S3 lists keys in: that of their UTF-8, which differs from Java's for what
    /// lies beyond the first plane.
    public static Comparator<String> byBytes() {
        return (one, other) -> {
            int shorter = Math.min(one.length(), other.length());
            for (int i = 0; i < shorter; i++) {
                char a = one.charAt(i);
                char b = other.charAt(i);
                if (a != b) {
                    boolean mixed = Character.isSurrogate(a) != Character.isSurrogate(b);
                    return mixed ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
                }
            }
            return Integer.compare(one.length(), other.length());
        };
    }

    public @Nullable T get(String key) {
        return values.get(key);
    }

    public Collection<T> all() {
        return values.values();
    }

    /// In the order of the keys.
    public Set<Map.Entry<String, T>> entries() {
        return values.entrySet();
    }

    public Change put(String key, T value) {
        return new Change(
                name,
                key,
                Optional.of(MAPPER.writeValueAsString(value)),
                () -> values.put(key, value));
    }

    public Change remove(String key) {
        return new Change(name, key, Optional.empty(), () -> values.remove(key));
    }

    void load(String key, String value) {
        values.put(key, MAPPER.readValue(value, type));
    }
}
