package dev.muster.drill.client;

import java.time.Instant;
import java.util.Optional;

/// What the outside client knows of one order.
///
/// @param sentAt before it was sent for the first time
/// @param acknowledgedAt when the application said that it has it; empty as long as it did not:
///   such an order may or may not be there, and is nobody's loss
public record LedgerEntry(Order order, Instant sentAt, Optional<Instant> acknowledgedAt) {}
