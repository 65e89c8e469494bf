package dev.muster.provider.postgresql.export;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Names of the values that a backup carries beside its files.
public final class Attributes {
    /// The server's version number, such as `180004`.
    public static final String VERSION = "postgresql.version";

    /// Bytes of one log segment.
    public static final String SEGMENT = "postgresql.segment";

    /// `on` where pages have checksums.
    public static final String CHECKSUMS = "postgresql.checksums";

    /// Bytes of one data page.
    public static final String BLOCK = "postgresql.block";

    /// Lines for a postgresql.conf, from the server's own configuration, without what names places
    /// on its host.
    public static final String SETTINGS = "postgresql.settings";

    /// The server's `listen_addresses`.
    public static final String LISTEN = "postgresql.listen";

    /// When the server's files were last read as a whole, by its clock.
    public static final String READ_WHOLE = "postgresql.read-whole";

    /// How many milliseconds its clock was ahead of Muster's; left out where that was next to none.
    public static final String CLOCK_AHEAD = "postgresql.clock-ahead";

    private Attributes() {}

    /// How far the clock of a backup's source was ahead; zero where nobody noticed anything,
    /// negative where it was behind.
    public static Duration clockAhead(Function<String, Optional<String>> attribute) {
        return attribute
                .apply(CLOCK_AHEAD)
                .filter(millis -> millis.matches("-?[0-9]{1,15}"))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .orElse(Duration.ZERO);
    }
}
