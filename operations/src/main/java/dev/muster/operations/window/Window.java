package dev.muster.operations.window;

import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.provider.LogReader.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which moments can be brought back, from the points and the captured log.
final class Window {
    private Window() {}

    /// Each stretch of log without a hole reaches from the first point that it makes consistent to
    /// the arrival of its end. A line without a point of its own goes on from another line, as
    /// after a switch of timelines.
    static Optional<RestorableWindow> of(List<RecoveryPoint> points, List<Range> ranges) {
        List<Stretch> stretches = new ArrayList<>();
        for (Range range : ranges) {
            firstPoint(points, range)
                    .or(() -> continued(points, ranges, range))
                    .filter(from -> from.isBefore(range.lastArrival()))
                    .ifPresent(from -> stretches.add(new Stretch(from, range)));
        }
        if (stretches.isEmpty()) {
            return Optional.empty();
        }
        stretches.sort(Comparator.comparing(Stretch::from));
        Stretch last = stretches.getLast();
        return Optional.of(
                new RestorableWindow(
                        stretches.getFirst().from(),
                        last.range().lastArrival(),
                        last.range().to(),
                        holes(stretches)));
    }

    private static Optional<Instant> firstPoint(List<RecoveryPoint> points, Range range) {
        return points.stream()
                .filter(point -> holds(range, point))
                .map(RecoveryPoint::safeAt)
                .min(Instant::compareTo);
    }

    private static boolean holds(Range range, RecoveryPoint point) {
        return point.from().line().equals(range.from().line())
                && !point.from().isBefore(range.from())
                && !range.to().isBefore(point.consistentFrom());
    }

    private static Optional<Instant> continued(
            List<RecoveryPoint> points, List<Range> ranges, Range range) {
        boolean ownPoint =
                points.stream().anyMatch(point -> point.from().line().equals(range.from().line()));
        boolean first =
                ranges.stream()
                        .filter(other -> other.from().line().equals(range.from().line()))
                        .noneMatch(other -> other.from().isBefore(range.from()));
        return ownPoint || !first || points.isEmpty()
                ? Optional.empty()
                : Optional.of(range.firstArrival());
    }

    private static List<RestorableWindow.Hole> holes(List<Stretch> stretches) {
        List<RestorableWindow.Hole> holes = new ArrayList<>();
        Instant reached = stretches.getFirst().range().lastArrival();
        for (Stretch stretch : stretches.subList(1, stretches.size())) {
            if (reached.isBefore(stretch.from())
                    && !stretch.range().firstArrival().equals(stretch.from())) {
                holes.add(new RestorableWindow.Hole(reached, stretch.from()));
            }
            Instant end = stretch.range().lastArrival();
            reached = end.isAfter(reached) ? end : reached;
        }
        return holes;
    }

    private record Stretch(Instant from, Range range) {}
}
