package dev.muster.operations.restore;

import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.LogReader.Range;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The recovery points from which a target can be reached, as far as times and positions tell.
///
/// @param points in the order in which they were made
/// @param ranges of captured log
/// @param captured whether the log is meant to be captured
record Candidates(List<RecoveryPoint> points, List<Range> ranges, boolean captured) {
    Candidates {
        points = List.copyOf(points);
        ranges = List.copyOf(ranges);
    }

    /// The best first: those that captured log follows, and of them what leaves least to replay.
    List<RecoveryPoint> of(RestoreTarget target) {
        return points.reversed().stream()
                .filter(point -> reaches(point, target))
                .filter(point -> !captured || covers(point) || isAlone(target))
                .sorted(
                        Comparator.comparing(this::covers)
                                .reversed()
                                .thenComparing(nearest(target)))
                .toList();
    }

    /// Clocks may have been wrong, so that the newest is the one that was made last, whatever its
    /// time.
    private static Comparator<RecoveryPoint> nearest(RestoreTarget target) {
        return target instanceof RestoreTarget.AtTime
                ? Comparator.comparing(RecoveryPoint::consistentAt).reversed()
                : (_, _) -> 0;
    }

    /// A backup holds the log that makes it consistent, so that without captured log it still can
    /// be brought to its own end.
    private static boolean isAlone(RestoreTarget target) {
        return target instanceof RestoreTarget.Latest;
    }

    private static boolean reaches(RecoveryPoint point, RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.AtTime(Instant time) -> !point.consistentAt().isAfter(time);
            case RestoreTarget.AtPosition(LogPosition position) -> reaches(point, position);
            case RestoreTarget.Latest _, RestoreTarget.AtTransaction _, RestoreTarget.AtName _ ->
                    true;
        };
    }

    /// Positions on a line that nobody named are numbered on through all branches.
    private static boolean reaches(RecoveryPoint point, LogPosition position) {
        LogPosition start = point.consistentFrom();
        if (position.line().equals(RestoreTarget.NEWEST_LINE)) {
            return Long.compareUnsigned(start.offset(), position.offset()) <= 0;
        }
        return !start.line().equals(position.line()) || !position.isBefore(start);
    }

    /// Whether the captured log makes the point consistent.
    private boolean covers(RecoveryPoint point) {
        return RestoreJob.rangeOf(ranges, point)
                .filter(range -> !range.to().isBefore(point.consistentFrom()))
                .isPresent();
    }
}
