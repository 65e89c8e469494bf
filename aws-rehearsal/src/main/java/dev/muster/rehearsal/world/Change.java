package dev.muster.rehearsal.world;

import java.util.Optional;

/// A line of the journal: what a shelf holds under a key from now on, or that it holds nothing.
///
/// @param apply makes it so in memory, once it is on disk
public record Change(String shelf, String key, Optional<String> value, Runnable apply) {}
