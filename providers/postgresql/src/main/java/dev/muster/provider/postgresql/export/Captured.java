package dev.muster.provider.postgresql.export;

import dev.muster.provider.LogReader.Range;
import dev.muster.provider.postgresql.log.History;
import dev.muster.provider.postgresql.log.Line;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was captured of one cluster's log: its ranges and the histories of its timelines.
///
/// @param system the cluster
/// @param ranges of that cluster, in order
/// @param histories by timeline
public record Captured(String system, List<Range> ranges, Map<Integer, History> histories) {
    /// @param all what was captured of the component, of whichever cluster
    /// @param kept the histories by their names
    public static Captured of(String system, List<Range> all, Map<String, byte[]> kept) {
        List<Range> ranges =
                all.stream()
                        .filter(range -> Line.matches(range.from()))
                        .filter(range -> Line.of(range.from()).system().equals(system))
                        .toList();
        Map<Integer, History> histories = new HashMap<>();
        kept.forEach((name, content) -> {
            String prefix = system + ".";
            if (name.matches("[0-9]+\\.[0-9A-F]{8}\\.history") && name.startsWith(prefix)) {
                String hex = name.substring(prefix.length(), prefix.length() + 8);
                int timeline = Integer.parseInt(hex, 16);
                histories.put(timeline, History.parse(timeline, content));
            }
        });
        return new Captured(system, ranges, Map.copyOf(histories));
    }

    /// The range of a line that holds a position, or ends there.
    public Optional<Range> holding(Line line, long position) {
        return on(line).stream()
                .filter(range -> range.from().offset() <= position)
                .filter(range -> range.to().offset() >= position)
                .findFirst();
    }

    /// Whether something was captured of the line after that range: then there is a hole between.
    boolean goesOnAfter(Line line, Range range) {
        return on(line).stream().anyMatch(other -> other.from().offset() > range.to().offset());
    }

    /// Whether something was captured after a position of the root, on it or on what grew out of
    /// it.
    boolean reachesBeyond(Line root, long position) {
        return ranges.stream()
                .filter(range -> growsOutOf(Line.of(range.from()), root, position))
                .anyMatch(range -> range.to().offset() > position);
    }

    /// What was captured of a line, in order.
    public List<Range> on(Line line) {
        return ranges.stream()
                .filter(range -> range.from().line().equals(line.toString()))
                .toList();
    }

    /// Whether a line is the given one, or grew out of it at or after a position.
    boolean growsOutOf(Line line, Line root, long position) {
        if (line.equals(root)) {
            return true;
        }
        History history = histories.get(line.timeline());
        return history != null && history.endOf(root.timeline()).orElse(Long.MIN_VALUE) >= position;
    }

    /// The root and all that grew out of it at or after a position, as far as they have log, the
    /// oldest first.
    public List<Line> lines(Line root, long position) {
        return ranges.stream()
                .map(range -> Line.of(range.from()))
                .distinct()
                .filter(line -> growsOutOf(line, root, position))
                .sorted(Comparator.comparingInt(Line::timeline))
                .toList();
    }

    /// The newest line that grew out of the root at or after a position and has log.
    public Optional<Line> newest(Line root, long position) {
        return ranges.stream()
                .map(range -> Line.of(range.from()))
                .filter(line -> growsOutOf(line, root, position))
                .max((one, other) -> Integer.compare(one.timeline(), other.timeline()));
    }
}
