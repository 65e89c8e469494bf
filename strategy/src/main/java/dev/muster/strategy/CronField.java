package dev.muster.strategy;

import java.util.List;
import java.util.Locale;

/// One of the five fields of a schedule: the numbers that it allows.
///
/// @param allowed the bits of the numbers
/// @param any whether the field begins with `*`, which decides how the two day fields are combined
record CronField(long allowed, boolean any) {
    /// The fields in their order.
    enum Part {
        MINUTE("minute", 0, 59, ""),
        HOUR("hour", 0, 23, ""),
        DAY("day of month", 1, 31, ""),
        MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
        /// Sunday is 0 and 7.
        WEEKDAY("day of week", 0, 7, "sun mon tue wed thu fri sat");

        private final String noun;
        private final int first;
        private final int last;
        private final String names;

        Part(String noun, int first, int last, String names) {
            this.noun = noun;
            this.first = first;
            this.last = last;
            this.names = names;
        }

        private IllegalArgumentException wrong(String text) {
            return new IllegalArgumentException(
                    "the " + noun + " '" + text + "' is not in " + first + "-" + last);
        }

        private int number(String text) {
            int name = List.of(names.split(" ")).indexOf(text.toLowerCase(Locale.ROOT));
            if (name >= 0 && !text.isEmpty()) {
                return name + first;
            }
            if (!text.matches("[0-9]{1,2}")) {
                throw wrong(text);
            }
            int number = Integer.parseInt(text);
            if (number < first || number > last) {
                throw wrong(text);
            }
            return number;
        }
    }

    boolean allows(int number) {
        return (allowed >> number & 1) == 1;
    }

    /// Whether every number is allowed.
    boolean isFull(Part part) {
        return allowed == parse(part, "*").allowed;
    }

    /// Reads lists of numbers, names, ranges and steps: `*`, `1-5`, `*/6`, `8-18/2`, `mon,wed`.
    ///
    /// @throws IllegalArgumentException in words for users
    static CronField parse(Part part, String text) {
        long allowed = 0;
        for (String piece : text.split(",", -1)) {
            allowed |= piece(part, piece);
        }
        if (part == Part.WEEKDAY && (allowed >> 7 & 1) == 1) {
            allowed = (allowed | 1) & 0x7F;
        }
        return new CronField(allowed, text.startsWith("*"));
    }

    private static long piece(Part part, String piece) {
        String[] halves = piece.split("/", -1);
        if (halves.length > 2) {
            throw part.wrong(piece);
        }
        int step = halves.length == 2 ? step(part, halves[1], piece) : 1;
        int first;
        int last;
        if (halves[0].equals("*")) {
            first = part.first;
            last = part == Part.WEEKDAY ? 6 : part.last;
        } else {
            String[] ends = halves[0].split("-", -1);
            first = part.number(ends[0]);
            last = ends.length == 2 ? part.number(ends[1]) : halves.length == 2 ? part.last : first;
            if (ends.length > 2 || first > last) {
                throw part.wrong(piece);
            }
        }
        long allowed = 0;
        for (int number = first; number <= last; number += step) {
            allowed |= 1L << number;
        }
        return allowed;
    }

    private static int step(Part part, String text, String piece) {
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) == 0) {
            throw part.wrong(piece);
        }
        return Integer.parseInt(text);
    }
}
