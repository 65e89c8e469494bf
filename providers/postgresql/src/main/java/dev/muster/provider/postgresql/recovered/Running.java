package dev.muster.provider.postgresql.recovered;

import java.nio.file.Path;
import java.util.Optional;

/// Whether a server runs on a data folder of this host.
public final class Running {
    private Running() {}

    /// Its process, if one does.
    public static Optional<Long> on(Path data) {
        return Postmaster.of(data).map(Postmaster::pid);
    }
}
