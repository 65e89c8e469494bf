package dev.muster.provider.opensearch.kind;

import dev.muster.kind.Example;
import java.util.Optional;

/// A folder or file of a host, as an absolute path.
///
/// Its meaning on disk is looked at when something is done there, not when a strategy is read.
@Example("/srv/snapshots/search")
public record Folder(String path) {
    public Folder {
        if (!isOne(path)) {
            throw new IllegalArgumentException("not an absolute path: '" + path + "'");
        }
    }

    /// Reads an absolute path. Empty for anything else.
    public static Optional<Folder> parse(String text) {
        return isOne(text) ? Optional.of(new Folder(text)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        return text.startsWith("/") && text.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return path;
    }
}
