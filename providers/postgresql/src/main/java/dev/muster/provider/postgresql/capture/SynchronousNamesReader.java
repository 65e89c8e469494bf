package dev.muster.provider.postgresql.capture;

import dev.muster.provider.postgresql.capture.SynchronousNames.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `synchronous_standby_names` by PostgreSQL's own grammar (`syncrep_gram.y`): a list of
/// names, or `N (list)`, `FIRST N (list)`, `ANY N (list)`.
final class SynchronousNamesReader {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<quoted>\"(?:[^\"]|\"\")+\")|(?<word>[A-Za-z_\\x80-\\uFFFF]"
                            + "[A-Za-z0-9_$\\x80-\\uFFFF]*|\\*)|(?<number>[0-9]+)|(?<mark>[(),]))\\s*");

    private final List<Token> tokens = new ArrayList<>();
    private final boolean readable;
    private int next;

    private record Token(Kind kind, String text) {
        private enum Kind {
            NAME,
            WORD,
            NUMBER,
            MARK
        }

        boolean is(String word) {
            return (kind == Kind.WORD || kind == Kind.MARK) && text.equalsIgnoreCase(word);
        }
    }

    SynchronousNamesReader(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.find(at) && matcher.start() == at) {
            tokens.add(token(matcher));
            at = matcher.end();
        }
        this.readable = at == text.length() || text.isBlank();
    }

    private static Token token(Matcher matcher) {
        String quoted = matcher.group("quoted");
        if (quoted != null) {
            String name = quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"");
            return new Token(Token.Kind.NAME, name);
        }
        if (matcher.group("word") != null) {
            // names that are not quoted are folded to lower case, as identifiers are
            String word = matcher.group("word").toLowerCase(Locale.ROOT);
            return new Token(Token.Kind.WORD, word);
        }
        if (matcher.group("number") != null) {
            return new Token(Token.Kind.NUMBER, matcher.group("number"));
        }
        return new Token(Token.Kind.MARK, matcher.group("mark"));
    }

    Optional<SynchronousNames> read() {
        if (!readable) {
            return Optional.empty();
        }
        if (tokens.isEmpty()) {
            return Optional.of(SynchronousNames.NONE);
        }
        Optional<SynchronousNames> names = counted();
        return next == tokens.size() ? names : Optional.empty();
    }

    private Optional<SynchronousNames> counted() {
        Method method = Method.FIRST;
        int start = 0;
        if (followedByNumber() && (tokens.getFirst().is("any") || tokens.getFirst().is("first"))) {
            method = tokens.getFirst().is("any") ? Method.ANY : Method.FIRST;
            start = 1;
        }
        boolean count =
                tokens.size() > start + 1
                        && tokens.get(start).kind() == Token.Kind.NUMBER
                        && tokens.get(start + 1).is("(");
        if (!count) {
            return list().map(names -> new SynchronousNames(Method.FIRST, 1, names));
        }
        int number = Integer.parseInt(tokens.get(start).text());
        next = start + 2;
        Method chosen = method;
        Optional<List<String>> names = list().filter(list -> number > 0 && takes(")"));
        return names.map(list -> new SynchronousNames(chosen, number, list));
    }

    private boolean followedByNumber() {
        return tokens.size() > 1 && tokens.get(1).kind() == Token.Kind.NUMBER;
    }

    private Optional<List<String>> list() {
        List<String> names = new ArrayList<>();
        do {
            if (next >= tokens.size() || tokens.get(next).kind() == Token.Kind.MARK) {
                return Optional.empty();
            }
            names.add(tokens.get(next++).text());
        } while (takes(","));
        return Optional.of(names);
    }

    private boolean takes(String mark) {
        boolean taken = next < tokens.size() && tokens.get(next).is(mark);
        next += taken ? 1 : 0;
        return taken;
    }
}
