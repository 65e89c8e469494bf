package dev.muster.provider.postgresql.kind;

import java.util.Locale;
import java.util.OptionalLong;

/// Log positions in PostgreSQL's notation, such as `16/B374D848`.
public final class Lsn {
    private Lsn() {}

    public static String text(long offset) {
        return String.format(Locale.ROOT, "%X/%X", offset >>> 32, offset & 0xFFFF_FFFFL);
    }

    /// Empty if the text is no position.
    public static OptionalLong parse(String text) {
        if (!text.matches("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}")) {
            return OptionalLong.empty();
        }
        int slash = text.indexOf('/');
        long high = Long.parseLong(text.substring(0, slash), 16);
        return OptionalLong.of(high << 32 | Long.parseLong(text.substring(slash + 1), 16));
    }
}
