package dev.muster.provider.postgresql.kind;

import dev.muster.kind.Example;
import java.util.Optional;

/// A folder on the host that recovers, as an absolute path.
///
/// Its meaning on disk is looked at when something is done there, not when a strategy is read.
@Example("/var/lib/postgresql/18/main")
public record Folder(String path) {
    public Folder {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an absolute path: '" + path + "'");
        }
    }

    /// Reads an absolute path. Empty for anything else.
    public static Optional<Folder> parse(String text) {
        return text.startsWith("/") && text.indexOf('\0') < 0
                ? Optional.of(new Folder(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return path;
    }
}
