package dev.muster.provider.mariadb.kind;

import dev.muster.kind.Example;
import java.util.Optional;

/// A folder or file on a host, as an absolute path.
///
/// Its meaning on disk is looked at when something is done there, not when a strategy is read.
@Example("/var/lib/mysql")
public record AbsolutePath(String path) {
    public AbsolutePath {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an absolute path: '" + path + "'");
        }
    }

    /// Reads an absolute path. Empty for anything else.
    public static Optional<AbsolutePath> parse(String text) {
        return text.startsWith("/") && text.indexOf('\0') < 0
                ? Optional.of(new AbsolutePath(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return path;
    }
}
