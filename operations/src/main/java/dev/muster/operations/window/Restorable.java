package dev.muster.operations.window;

import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.provider.LogReader;
import java.util.List;
import java.util.Optional;

/// What of a component can be brought back, at one look.
///
/// @param points oldest first
/// @param ranges what was captured of its log, without holes inside each
/// @param window empty where no log is captured, or none yet that a point could be rolled forward
///   with
public record Restorable(
        List<RecoveryPoint> points,
        List<LogReader.Range> ranges,
        Optional<RestorableWindow> window) {
    public Restorable {
        points = List.copyOf(points);
        ranges = List.copyOf(ranges);
    }
}
