package dev.muster.rehearsal.world;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/// Names that nobody guesses.
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// In capitals, as Route 53 has them.
    public static String capitals(int bytes) {
        return hex(bytes).toUpperCase(Locale.ROOT);
    }
}
