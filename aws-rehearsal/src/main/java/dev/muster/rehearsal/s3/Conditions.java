package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.wire.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What a request says must be so.
final class Conditions {
    private Conditions() {}

    /// Before a write; to be called where nobody else writes.
    static void checkWrite(
            @Nullable Version current, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        boolean there = current != null && !current.marker();
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.equals("*")) {
                throw Refusal.notThere("If-None-Match with anything but *");
            }
            if (there) {
                throw failed("If-None-Match");
            }
        }
        if (ifMatch != null) {
            if (current == null || current.marker()) {
                throw Refusal.of(404, "NoSuchKey", "The specified key does not exist.");
            }
            if (!matches(current, ifMatch)) {
                throw failed("If-Match");
            }
        }
    }

    static boolean matches(Version version, String etag) {
        return etag.equals("*") || etag.replace("\"", "").equals(version.content().etag());
    }

    static RuntimeException failed(String which) {
        return Refusal.of(
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold (" + which + ")");
    }

    /// Before a read, in the order of RFC 9110.
    static void checkRead(
            Version version,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable Instant since,
            @Nullable Instant unmodified) {
        Instant modified = version.modified().truncatedTo(ChronoUnit.SECONDS);
        if (ifMatch != null) {
            if (!matches(version, ifMatch)) {
                throw failed("If-Match");
            }
        } else if (unmodified != null && modified.isAfter(unmodified)) {
            throw failed("If-Unmodified-Since");
        }
        boolean same = ifNoneMatch != null && matches(version, ifNoneMatch);
        boolean older = ifNoneMatch == null && since != null && !modified.isAfter(since);
        if (same || older) {
            throw Refusal.of(304, "NotModified", "Not Modified");
        }
    }
}
