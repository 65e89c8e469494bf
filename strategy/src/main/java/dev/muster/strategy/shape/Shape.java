package dev.muster.strategy.shape;

import java.util.List;

/// The form of a value in the file.
public sealed interface Shape {
    /// One value that a word describes.
    record Single(Word word) implements Shape {}

    /// A list of values of one shape.
    ///
    /// @param distinct whether it becomes a set
    record Items(Shape item, boolean distinct) implements Shape {}

    /// A mapping from names that users choose.
    record Names(Word name, Shape value) implements Shape {}

    /// A mapping with fixed keys, bound to a record.
    ///
    /// @param named whether the record's first component is the name under which the mapping stands
    record Fields(Class<? extends Record> type, boolean named, List<Key> keys) implements Shape {
        public Fields {
            keys = List.copyOf(keys);
        }

        /// Whether the mapping may be left out, every key having a value of its own.
        public boolean canBeAbsent() {
            return keys.stream().allMatch(Key::canBeAbsent);
        }
    }

    /// How this form is written, in a few words with an example.
    default String expected() {
        return switch (this) {
            case Single single -> single.word().expected();
            case Items items -> "a list, for example [ " + items.item().example() + " ]";
            case Names names -> "a mapping, for example " + names.example();
            case Fields fields -> "a mapping with " + keyNames(fields);
        };
    }

    /// A value of this form, as it would be written on one line.
    default String example() {
        return switch (this) {
            case Single single -> single.word().examples().getFirst();
            case Items items -> "[ " + items.item().example() + " ]";
            case Names names -> "{ " + names.name().examples().getFirst() + ": ... }";
            case Fields _ -> "{ ... }";
        };
    }

    private static String keyNames(Fields fields) {
        List<String> names = fields.keys().stream().map(Key::name).toList();
        return names.size() == 1
                ? "the key '" + names.getFirst() + "'"
                : "keys such as '" + names.getFirst() + "'";
    }
}
