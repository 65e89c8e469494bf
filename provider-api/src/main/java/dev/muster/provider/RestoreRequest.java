package dev.muster.provider;

import dev.muster.model.RestoreTarget;
import java.nio.file.Path;

/// What a restore shall do.
///
/// @param into the data folder; absent or empty unless the scope says in place
/// @param target the moment to bring back
public record RestoreRequest(Path into, RestoreTarget target, RestoreScope scope) {
    /// All of it.
    public RestoreRequest(Path into, RestoreTarget target) {
        this(into, target, RestoreScope.ALL);
    }
}
