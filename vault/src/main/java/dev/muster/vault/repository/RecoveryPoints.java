package dev.muster.vault.repository;

import dev.muster.model.RecoveryPoint;
import java.util.List;

/// The recovery points of a source.
///
/// @param points oldest first, by epoch and number
/// @param unreadable why other commits are not among them: damaged, or not signed
public record RecoveryPoints(List<RecoveryPoint> points, List<String> unreadable) {
    public RecoveryPoints {
        points = List.copyOf(points);
        unreadable = List.copyOf(unreadable);
    }
}
