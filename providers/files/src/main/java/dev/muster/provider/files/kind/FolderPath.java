package dev.muster.provider.files.kind;

import dev.muster.kind.Example;
import java.util.Optional;

/// A folder, as an absolute path.
///
/// Its meaning on disk is looked at when something is done there, not when a strategy is read.
@Example(value = "/srv/uploads", noun = "an absolute path")
public record FolderPath(String path) {
    public FolderPath {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an absolute path: '" + path + "'");
        }
    }

    /// Reads an absolute path. Empty for anything else.
    public static Optional<FolderPath> parse(String text) {
        return text.startsWith("/") && text.indexOf('\0') < 0
                ? Optional.of(new FolderPath(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return path;
    }
}
