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
/// @param standby the folder is to follow the source once it is started, and not to take over; only
///   where the kind has [dev.muster.kind.Capability#STANDBY]
public record RestoreRequest(
        Path into,
        RestoreTarget target,
        RestoreScope scope,
        Optional<String> line,
        boolean standby) {
    /// What is to be a store of its own.
    public RestoreRequest(
            Path into, RestoreTarget target, RestoreScope scope, Optional<String> line) {
        this(into, target, scope, line, false);
    }

    /// Everything that there is, to follow the source.
    public static RestoreRequest standby(Path into) {
        return new RestoreRequest(
                into, new RestoreTarget.Latest(), RestoreScope.ALL, Optional.empty(), true);
    }

    /// All of it.
    public RestoreRequest(Path into, RestoreTarget target) {
        this(into, target, RestoreScope.ALL);
    }

    /// On the newest branch.
    public RestoreRequest(Path into, RestoreTarget target, RestoreScope scope) {
        this(into, target, scope, Optional.empty());
    }
}
