package dev.muster.vault.store;

import java.time.Instant;

/// An object in a listing.
///
/// @param stored by the store's clock
public record StoredObject(String name, long bytes, Instant stored) {}
