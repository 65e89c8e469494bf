package dev.muster.documents.page;

import dev.muster.documents.markup.Legible;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes words and code so that Markdown shows them to the letter, whoever wrote them.
///
/// Follows CommonMark 0.31 and the tables and links of GitHub's dialect.
final class MarkdownText {
    private static final Pattern RUN_OF_TICKS = Pattern.compile("`+");
    private static final Pattern NUMBER = Pattern.compile(" *[0-9]+");

    private MarkdownText() {}

    /// Words, on one line.
    ///
    /// Escaped is what could start emphasis, code, a link, HTML, an entity, a table cell, or, at
    /// the beginning of a line, a block. Underscores and hashes inside a word start nothing.
    static String words(String raw) {
        String line = Legible.line(raw).replaceAll("\\s+", " ");
        StringBuilder out = new StringBuilder(line.length() + 8);
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            if (isSpecial(line, at, character)) {
                out.append('\\');
            }
            out.append(character);
        }
        return out.toString();
    }

    /// Words that matter more. What stands before and after them must be a space or nothing, else
    /// they may be shown with the asterisks.
    static String strong(String raw) {
        String words = words(raw).strip();
        return words.isEmpty() ? "" : "**" + words + "**";
    }

    private static boolean isSpecial(String line, int at, char character) {
        return switch (character) {
            case '\\', '`', '*', '[', ']', '<', '|', '~', '$' -> true;
            case '&' -> at + 1 < line.length() && line.charAt(at + 1) != ' ';
            case '_' -> !isInWord(line, at);
            case '#' -> at == 0 || line.charAt(at - 1) == ' ';
            case '>' -> line.substring(0, at).isBlank();
            case '+', '-', '=' -> line.substring(0, at).isBlank() && standsAlone(line, at);
            case '.', ')' ->
                    isWeb(line, at)
                            || (NUMBER.matcher(line.substring(0, at)).matches()
                                    && standsAlone(line, at));
            // what would become a link by itself
            case ':' -> line.startsWith("://", at);
            default -> false;
        };
    }

    private static boolean isInWord(String line, int at) {
        return at > 0
                && at + 1 < line.length()
                && Character.isLetterOrDigit(line.charAt(at - 1))
                && Character.isLetterOrDigit(line.charAt(at + 1));
    }

    /// Whether the character is followed by a space, by itself or by nothing.
    private static boolean standsAlone(String line, int at) {
        return at + 1 == line.length()
                || line.charAt(at + 1) == ' '
                || line.charAt(at + 1) == line.charAt(at);
    }

    private static boolean isWeb(String line, int at) {
        return line.regionMatches(true, at - 3, "www", 0, 3);
    }

    /// Code within running text.
    static String code(String raw) {
        String line = Legible.line(raw).replace('\t', ' ');
        if (line.isBlank() || line.contains("|")) {
            // Dialects differ in how a bar in a code span ends a table's cell; entities do not.
            return "<code>" + entities(line) + "</code>";
        }
        String ticks = "`".repeat(longestRun(line) + 1);
        boolean pad =
                line.startsWith("`")
                        || line.endsWith("`")
                        || (line.startsWith(" ") && line.endsWith(" "));
        return pad ? ticks + " " + line + " " + ticks : ticks + line + ticks;
    }

    /// A block of code, with a fence that nothing inside can close.
    static String fenced(String language, String raw) {
        String text = Legible.text(raw).replaceAll("\\R", "\n").stripTrailing();
        String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
        return fence + language + "\n" + text + "\n" + fence;
    }

    private static int longestRun(String text) {
        int longest = 0;
        Matcher matcher = RUN_OF_TICKS.matcher(text);
        while (matcher.find()) {
            longest = Math.max(longest, matcher.end() - matcher.start());
        }
        return longest;
    }

    private static String entities(String text) {
        StringBuilder out = new StringBuilder();
        text.chars()
                .forEach(character -> {
                    if (character > 126 || Character.isLetterOrDigit(character)) {
                        out.append((char) character);
                    } else {
                        out.append("&#").append(character).append(';');
                    }
                });
        return out.toString();
    }
}
