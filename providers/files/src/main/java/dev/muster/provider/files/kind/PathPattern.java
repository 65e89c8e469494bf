package dev.muster.provider.files.kind;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One pattern of paths, as `.gitignore` has them.
///
/// @param negated it began with `!`: what it matches is taken after all
/// @param foldersOnly it ended with `/`
record PathPattern(boolean negated, boolean foldersOnly, Pattern regex) {
    /// Empty for a text that is no pattern, or a comment.
    static Optional<PathPattern> parse(String text) {
        boolean negated = text.startsWith("!");
        String rest = negated ? text.substring(1) : text;
        boolean folders = rest.endsWith("/");
        String body = folders ? rest.substring(0, rest.length() - 1) : rest;
        boolean anchored = body.contains("/");
        String path = body.startsWith("/") ? body.substring(1) : body;
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            Pattern regex =
                    Pattern.compile((anchored ? "" : "(?:.*/)?") + regex(path), Pattern.DOTALL);
            return Optional.of(new PathPattern(negated, folders, regex));
        } catch (PatternSyntaxException unclosed) {
            return Optional.empty();
        }
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            at = next(glob, at, regex);
        }
        return regex.toString();
    }

    private static int next(String glob, int at, StringBuilder regex) {
        boolean first = at == 0 || glob.charAt(at - 1) == '/';
        if (first && glob.startsWith("**/", at)) {
            regex.append("(?:.*/)?");
            return at + 3;
        }
        if (first && glob.startsWith("**", at) && at + 2 == glob.length()) {
            regex.append(".+");
            return at + 2;
        }
        char c = glob.charAt(at);
        switch (c) {
            case '*' -> regex.append("[^/]*");
            case '?' -> regex.append("[^/]");
            case '[' -> {
                return set(glob, at, regex);
            }
            case '\\' -> {
                if (at + 1 < glob.length()) {
                    regex.append(Pattern.quote(glob.substring(at + 1, at + 2)));
                    return at + 2;
                }
                throw new PatternSyntaxException("nothing is escaped", glob, at);
            }
            default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
        return at + 1;
    }

    private static int set(String glob, int at, StringBuilder regex) {
        int from = at + 1;
        boolean not = from < glob.length() && "!^".indexOf(glob.charAt(from)) >= 0;
        from += not ? 1 : 0;
        int end = glob.indexOf(']', from + 1);
        if (end < 0) {
            throw new PatternSyntaxException("a set is not closed", glob, at);
        }
        // no set matches the parting slash
        regex.append("(?!/)[").append(not ? "^" : "");
        for (int i = from; i < end; i++) {
            char c = glob.charAt(i);
            boolean range = c == '-' && i > from && i < end - 1;
            regex.append(range || Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c);
        }
        regex.append(']');
        return end + 1;
    }

    boolean matches(String path, boolean folder) {
        return (folder || !foldersOnly) && regex.matcher(path).matches();
    }
}
