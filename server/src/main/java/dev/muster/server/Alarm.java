package dev.muster.server;

import dev.muster.strategy.AlertKind;
import java.time.Instant;

/// Something that is not as it should be.
///
/// @param subject what it is about, such as a component
/// @param what in words, which may change while it lasts
/// @param since when it began
record Alarm(AlertKind kind, String subject, String what, Instant since) {
    private static final String TELLING = "telling ";

    /// What is wrong with telling somebody.
    static Key ofTelling(String whom) {
        return new Key(AlertKind.DAEMON_TROUBLE, TELLING + whom);
    }

    boolean isOfTelling() {
        return kind == AlertKind.DAEMON_TROUBLE && subject.startsWith(TELLING);
    }

    Key key() {
        return new Key(kind, subject);
    }

    /// What makes two alarms the same one.
    record Key(AlertKind kind, String subject) {}
}
