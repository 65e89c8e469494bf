package dev.muster.provider.postgresql.backup;

import dev.muster.model.LogPosition;
import dev.muster.provider.BackupWriter.Earlier;
import dev.muster.provider.postgresql.export.Attributes;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.replication.ReplicationConnection.Identity;
import dev.muster.provider.postgresql.source.Cluster;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a backup is made from: the whole of the server's files, or what changed in them since the
/// backup before, as the server's own summaries of its log tell.
sealed interface Basis {
    /// Summaries, like all programs, may have faults; so all is read and compared now and then.
    Duration READ_WHOLE_AFTER = Duration.ofDays(7);

    /// The oldest that summarizes its log.
    int SUMMARIES = 17;

    /// @param why what the user should know, if less than everything could have been expected
    record Everything(Optional<String> why) implements Basis {}

    /// @param readWhole when everything was last read
    record Since(Earlier earlier, Instant readWhole) implements Basis {}

    /// @param summarizes whether the server keeps summaries of its log
    /// @param now by the server's clock
    static Basis of(
            Cluster cluster,
            boolean summarizes,
            Identity server,
            Optional<Earlier> earlier,
            Instant now) {
        // a standby summarizes what it replays, which was not tried yet
        if (cluster.major() < SUMMARIES
                || cluster.inRecovery()
                || !summarizes
                || earlier.isEmpty()) {
            return new Everything(Optional.empty());
        }
        Optional<String> reason = reason(cluster, server, earlier.get());
        Optional<Instant> readWhole = lately(cluster, server, earlier.get(), now);
        return readWhole.isEmpty()
                ? new Everything(reason)
                : new Since(earlier.get(), readWhole.get());
    }

    /// When everything was read, if that is not too long ago and of this very history.
    static Optional<Instant> lately(
            Cluster cluster, Identity server, Earlier earlier, Instant now) {
        return readWhole(earlier)
                .filter(_ -> reason(cluster, server, earlier).isEmpty())
                .filter(at -> !at.isAfter(now) && now.isBefore(at.plus(READ_WHOLE_AFTER)));
    }

    /// Why this is not the server, or not the history, that the backup before was taken of.
    private static Optional<String> reason(Cluster cluster, Identity server, Earlier earlier) {
        LogPosition end = earlier.point().consistentFrom();
        if (!Line.matches(end)) {
            return Optional.of("the backup before is not one of PostgreSQL");
        }
        Line line = Line.of(end);
        if (!line.system().equals(server.system())) {
            return Optional.of(
                    "the backup before is of another cluster, with system identifier "
                            + line.system());
        }
        if (line.timeline() != server.timeline()
                || !end.line().equals(earlier.point().from().line())) {
            return Optional.of(
                    "the server is on timeline "
                            + server.timeline()
                            + ", the backup before on "
                            + line.timeline());
        }
        if (Long.compareUnsigned(end.offset(), server.flushed()) > 0) {
            return Optional.of("the server's log ends before the backup before does");
        }
        boolean samePages =
                earlier.attribute(Attributes.BLOCK)
                        .filter(Integer.toString(cluster.block())::equals)
                        .isPresent();
        return samePages ? Optional.empty() : Optional.of("the size of pages has changed");
    }

    private static Optional<Instant> readWhole(Earlier earlier) {
        try {
            return earlier.attribute(Attributes.READ_WHOLE).map(Instant::parse);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
