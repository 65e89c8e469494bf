package dev.muster.provider.files.kind;

import java.util.List;
import java.util.Optional;

/// Some patterns of paths, of which the last one that matches decides, as in `.gitignore`. Safe for
/// many threads.
public final class PathPatterns {
    private final List<PathPattern> patterns;

    private PathPatterns(List<PathPattern> patterns) {
        this.patterns = patterns;
    }

    /// Leaves out what is no pattern; [#isPattern] tells.
    public static PathPatterns of(List<String> texts) {
        return new PathPatterns(
                texts.stream().map(PathPattern::parse).flatMap(Optional::stream).toList());
    }

    public static boolean isPattern(String text) {
        return PathPattern.parse(text).isPresent();
    }

    /// Whether they match the path itself; what is below a folder that they match is not looked at.
    ///
    /// @param path relative, with `/`
    public boolean matches(String path, boolean folder) {
        for (int i = patterns.size() - 1; i >= 0; i--) {
            if (patterns.get(i).matches(path, folder)) {
                return !patterns.get(i).negated();
            }
        }
        return false;
    }

    /// Whether they match the path or a folder that it is in.
    public boolean take(String path) {
        if (patterns.isEmpty()) {
            return false;
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (matches(path.substring(0, slash), true)) {
                return true;
            }
        }
        return matches(path, false) || matches(path, true);
    }
}
