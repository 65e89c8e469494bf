package dev.muster.kind;

import java.util.regex.Pattern;

/// Words of a POSIX shell's command line.
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private Shell() {}

    /// The word as it must be typed to stay one word.
    public static String word(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
