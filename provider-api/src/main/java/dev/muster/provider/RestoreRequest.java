package dev.muster.provider;

import dev.muster.model.RestoreTarget;
import java.nio.file.Path;
import java.util.Optional;

/// What a restore shall do.
///
/// @param into the data folder; absent or empty unless the scope says in place
/// @param target the moment to bring back
/// @param line the branch of history to follow, as its kind's people name it, such as `2` for a
///   timeline of PostgreSQL; empty for the newest that grew out of the backup's
public record RestoreRequest(
        Path into, RestoreTarget target, RestoreScope scope, Optional<String> line) {
    /// All of it.
    public RestoreRequest(Path into, RestoreTarget target) {
        this(into, target, RestoreScope.ALL);
    }

    /// On the newest branch.
    public RestoreRequest(Path into, RestoreTarget target, RestoreScope scope) {
        this(into, target, scope, Optional.empty());
    }
}
