package dev.muster.model;

import java.util.Locale;
import java.util.regex.Pattern;

/// The one rule for names, so that each can stand in a path, a host name and a metric label.
public final class Names {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private Names() {}

    public static boolean isLabel(String value) {
        return LABEL.matcher(value).matches();
    }

    /// A constant as files and answers write it: `BACKUP_MISSED` is `backup-missed`.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException if the value is no label; readers of user input check with
    ///   [#isLabel] first and report the place
    static void requireLabel(String what, String value) {
        if (!isLabel(value)) {
            throw new IllegalArgumentException(
                    what
                            + " name '"
                            + value
                            + "' must be 1 to 63 lower-case letters, digits or inner hyphens");
        }
    }
}
