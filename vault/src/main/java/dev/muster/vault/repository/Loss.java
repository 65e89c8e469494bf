package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import java.util.Optional;

/// What cannot be brought back from any copy.
///
/// @param point the recovery point, or the name of its record if that is what is lost
/// @param path one file of it; empty if all of it, or more than can be named, is lost
public record Loss(ComponentId source, String point, Optional<String> path) {}
