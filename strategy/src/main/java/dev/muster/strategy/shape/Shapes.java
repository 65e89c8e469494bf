package dev.muster.strategy.shape;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.strategy.shape.Shape.Fields;
import dev.muster.strategy.shape.Shape.Items;
import dev.muster.strategy.shape.Shape.Names;
import dev.muster.strategy.shape.Shape.Single;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Derives shapes from records.
public final class Shapes {
    private Shapes() {}

    /// The keys that a record asks for.
    ///
    /// @throws IllegalArgumentException if a component has a type that the language does not know;
    ///   that is a fault of whoever wrote the record
    public static Fields of(Class<? extends Record> type) {
        return fields(type, false);
    }

    /// `onCaptureLost`, `ON_CAPTURE_LOST` and `OnCaptureLost` are all written `on-capture-lost`.
    static String hyphens(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    private static Fields fields(Class<? extends Record> type, boolean named) {
        List<Key> keys =
                Arrays.stream(type.getRecordComponents())
                        .skip(named ? 1 : 0)
                        .map(Shapes::key)
                        .toList();
        return new Fields(type, named, keys);
    }

    private static Key key(RecordComponent component) {
        WrittenAs written = component.getAnnotation(WrittenAs.class);
        Doc doc = component.getAnnotation(Doc.class);
        Default fallback = component.getAnnotation(Default.class);
        Type type = component.getGenericType();
        boolean optional = raw(type) == Optional.class;
        try {
            return new Key(
                    written == null ? hyphens(component.getName()) : written.value(),
                    doc == null ? "" : doc.value(),
                    Optional.ofNullable(fallback).map(Default::value),
                    optional,
                    shape(optional ? argument(type, 0) : type));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    component.getDeclaringRecord().getSimpleName()
                            + "."
                            + component.getName()
                            + ": "
                            + unknown.getMessage(),
                    unknown);
        }
    }

    private static Shape shape(Type type) {
        Class<?> raw = raw(type);
        if (raw == List.class || raw == Set.class) {
            return new Items(shape(argument(type, 0)), raw == Set.class);
        }
        if (raw == Map.class) {
            return new Names(
                    word(raw(argument(type, 0))), named(argument(type, 1), raw(argument(type, 0))));
        }
        Optional<Word> word = Words.of(raw);
        if (word.isPresent()) {
            return new Single(word.get());
        }
        if (raw.isRecord()) {
            return of(raw.asSubclass(Record.class));
        }
        throw new IllegalArgumentException(raw.getName() + " cannot stand in a strategy");
    }

    private static Word word(Class<?> type) {
        return Words.of(type)
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " is no name"));
    }

    /// A record whose first component is an `id` of the mapping's key type gets it from there.
    private static Shape named(Type type, Class<?> name) {
        Class<?> raw = raw(type);
        if (raw.isRecord() && Words.of(raw).isEmpty()) {
            RecordComponent[] components = raw.getRecordComponents();
            boolean named =
                    components.length > 0
                            && components[0].getName().equals("id")
                            && components[0].getType() == name;
            return fields(raw.asSubclass(Record.class), named);
        }
        return shape(type);
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain ->
                    plain == Integer.class
                            ? int.class
                            : plain == Boolean.class ? boolean.class : plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> throw new IllegalArgumentException(type + " cannot stand in a strategy");
        };
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[index];
        }
        throw new IllegalArgumentException(type + " needs a type argument");
    }
}
