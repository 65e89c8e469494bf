package dev.muster.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount of data.
///
/// @param bytes 0 or more
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    public static final ByteSize ZERO = new ByteSize(0);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})(B|KiB|MiB|GiB|TiB)");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is 0 bytes or more, not " + bytes);
        }
    }

    /// Reads `512MiB`; units are B, KiB, MiB, GiB and TiB. Empty if the text is no size.
    public static Optional<ByteSize> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        for (String unit : UNITS) {
            if (unit.equals(matcher.group(2))) {
                return Optional.of(new ByteSize(number));
            }
            if (number > Long.MAX_VALUE >> 10) {
                return Optional.empty();
            }
            number <<= 10;
        }
        return Optional.empty();
    }

    public ByteSize plus(ByteSize other) {
        return new ByteSize(Math.addExact(bytes, other.bytes));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /// For people: `96 MiB`, `1.4 GiB`.
    @Override
    public String toString() {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        String format = unit == 0 || amount >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, amount, UNITS[unit]);
    }
}
