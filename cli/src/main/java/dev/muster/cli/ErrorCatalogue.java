package dev.muster.cli;

import dev.muster.model.ErrorCode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All errors and findings that Muster knows, by their ids.
public final class ErrorCatalogue {
    private final Map<String, ErrorCode> codes = new TreeMap<>();

    /// @param rooms classes that keep codes as public constants
    /// @throws IllegalArgumentException if two codes have one id, or a class has none
    public ErrorCatalogue(List<Class<?>> rooms) {
        for (Class<?> room : rooms) {
            int before = codes.size();
            for (Field field : room.getFields()) {
                if (field.getType() == ErrorCode.class && Modifier.isStatic(field.getModifiers())) {
                    add(constant(field));
                }
            }
            if (codes.size() == before) {
                throw new IllegalArgumentException(room.getName() + " has no error codes");
            }
        }
    }

    private void add(ErrorCode code) {
        ErrorCode other = codes.put(code.id(), code);
        if (other != null) {
            throw new IllegalArgumentException(
                    code.id() + " means '" + other.title() + "' and '" + code.title() + "'");
        }
    }

    private static ErrorCode constant(Field field) {
        try {
            return (ErrorCode) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(field + " is not public", e);
        }
    }

    /// In the order of their ids.
    public Collection<ErrorCode> all() {
        return List.copyOf(codes.values());
    }

    /// Finds a code as people type it: `MUS-2104`, `mus-2104` or `2104`.
    public Optional<ErrorCode> find(String text) {
        String digits = text.substring(text.lastIndexOf('-') + 1);
        return Optional.ofNullable(codes.get("MUS-" + digits));
    }
}
