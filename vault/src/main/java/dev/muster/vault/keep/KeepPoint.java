package dev.muster.vault.keep;

import java.time.Instant;

/// A recovery point as the rule sees it.
///
/// @param place what it is told apart by; sorts in the order in which points were taken
/// @param stored when it was stored
/// @param witnessed whether a store's own clock says so; else it is what the source claims
public record KeepPoint(String place, Instant stored, boolean witnessed) {}
