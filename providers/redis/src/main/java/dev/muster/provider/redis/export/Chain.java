package dev.muster.provider.redis.export;

import dev.muster.model.RecoveryPoint;
import dev.muster.provider.LogReader.Range;
import dev.muster.provider.redis.export.ReplayPlan.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A way through what was captured: from a base backup over every change of replication id.
///
/// @param stretches adjoining; at least one, which may be empty
/// @param captured whether anything was captured where the base stands
/// @param until when the last byte of it arrived
record Chain(List<Stretch> stretches, boolean captured, Instant until) {
    Chain {
        stretches = List.copyOf(stretches);
    }

    /// All ways, the one that reaches the latest first.
    ///
    /// @param histories by replication id, what it grew out of: see [Succession]
    static List<Chain> of(RecoveryPoint point, List<Range> ranges, Map<String, byte[]> histories) {
        String line = point.from().line();
        Stretch base = new Stretch(line, point.from().offset(), point.from().offset());
        Optional<Range> range = holding(ranges, line, base.from());
        if (range.isEmpty()) {
            return List.of(new Chain(List.of(base), false, point.consistentAt()));
        }
        List<Chain> found = new ArrayList<>();
        follow(
                new Walk(ranges, Succession.all(histories), found),
                List.of(),
                range.get(),
                base.from());
        found.sort((one, other) -> other.until().compareTo(one.until()));
        return List.copyOf(found);
    }

    private record Walk(List<Range> ranges, List<Succession> successions, List<Chain> found) {}

    private static void follow(Walk walk, List<Stretch> before, Range range, long from) {
        String line = range.from().line();
        Set<String> seen = Set.copyOf(before.stream().map(Stretch::line).toList());
        boolean led = false;
        for (Succession next : walk.successions()) {
            boolean here =
                    next.before().equals(line)
                            && Long.compareUnsigned(next.at(), from) >= 0
                            && Long.compareUnsigned(next.at(), range.to().offset()) <= 0;
            // a history that leads back in a circle was written by nobody honest
            if (!here || seen.contains(next.line()) || next.line().equals(line)) {
                continue;
            }
            Optional<Range> further = holding(walk.ranges(), next.line(), next.at());
            if (further.isPresent()) {
                follow(
                        walk,
                        with(before, new Stretch(line, from, next.at())),
                        further.get(),
                        next.at());
                led |= next.at() == range.to().offset();
            }
        }
        if (!led) {
            walk.found()
                    .add(
                            new Chain(
                                    with(before, new Stretch(line, from, range.to().offset())),
                                    true,
                                    range.lastArrival()));
        }
    }

    private static List<Stretch> with(List<Stretch> before, Stretch next) {
        List<Stretch> all = new ArrayList<>(before);
        all.add(next);
        return all;
    }

    private static Optional<Range> holding(List<Range> ranges, String line, long offset) {
        return ranges.stream()
                .filter(range -> range.from().line().equals(line))
                .filter(range -> Long.compareUnsigned(range.from().offset(), offset) <= 0)
                .filter(range -> Long.compareUnsigned(offset, range.to().offset()) <= 0)
                .findFirst();
    }

    Stretch last() {
        return stretches.getLast();
    }

    long start() {
        return stretches.getFirst().from();
    }

    boolean visits(String line) {
        return stretches.stream().anyMatch(stretch -> stretch.line().equals(line));
    }

    /// The part up to an offset, which lies on the way.
    ReplayPlan until(long offset) {
        List<Stretch> all = new ArrayList<>();
        String line = stretches.getFirst().line();
        for (Stretch stretch : stretches) {
            boolean further = Long.compareUnsigned(stretch.from(), offset) < 0;
            if (further) {
                long to = Long.compareUnsigned(stretch.to(), offset) < 0 ? stretch.to() : offset;
                all.add(new Stretch(stretch.line(), stretch.from(), to));
                line = stretch.line();
            }
        }
        all.removeIf(stretch -> stretch.from() == stretch.to());
        return new ReplayPlan(all, line, offset);
    }
}
