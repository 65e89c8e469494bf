package dev.muster.rehearsal.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters behind a `?`, or a form's; decoded, in the order in which they came.
public record Query(Map<String, List<String>> values) {
    public Query {
        values = new LinkedHashMap<>(values);
    }

    public static Query parse(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                if (!key.isEmpty()) {
                    values.computeIfAbsent(decode(key), it -> new ArrayList<>()).add(decode(value));
                }
            }
        }
        return new Query(values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public @Nullable String get(String key) {
        List<String> found = values.get(key);
        return found == null ? null : found.getFirst();
    }

    public String get(String key, String otherwise) {
        String found = get(key);
        return found == null ? otherwise : found;
    }

    public Set<String> keys() {
        return new LinkedHashSet<>(values.keySet());
    }
}
