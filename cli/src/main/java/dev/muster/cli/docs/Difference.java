package dev.muster.cli.docs;

import dev.muster.documents.markup.Legible;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The first line in which a document is not what it should be. That digests differ is no news
/// where anything else does.
///
/// @param line counted from 1
/// @param is the part of the line that differs; empty where the document ends before
/// @param shouldBe the same of what the strategy gives
/// @param byDigest whether nothing but digests differs
record Difference(int line, String is, String shouldBe, boolean byDigest) {
    private static final Pattern DIGEST = Pattern.compile("\\b(?:[0-9a-f]{64}|[0-9a-f]{12})\\b");
    private static final int BEFORE = 30;
    private static final int MOST = 100;

    static Difference of(String is, String shouldBe) {
        String before = masked(is);
        String after = masked(shouldBe);
        return before.equals(after)
                ? first(is, shouldBe, UnaryOperator.identity(), true)
                : first(is, shouldBe, Difference::masked, false);
    }

    private static String masked(String text) {
        return DIGEST.matcher(text).replaceAll("-");
    }

    private static Difference first(
            String is, String shouldBe, UnaryOperator<String> seen, boolean byDigest) {
        List<String> old = is.lines().toList();
        List<String> now = shouldBe.lines().toList();
        int at = 0;
        while (at < old.size()
                && at < now.size()
                && seen.apply(old.get(at)).equals(seen.apply(now.get(at)))) {
            at++;
        }
        String left = at < old.size() ? old.get(at) : "";
        String right = at < now.size() ? now.get(at) : "";
        int same = 0;
        while (same < left.length()
                && same < right.length()
                && left.charAt(same) == right.charAt(same)) {
            same++;
        }
        return new Difference(at + 1, part(left, same), part(right, same), byDigest);
    }

    /// Lines of HTML and SVG are long: only what is around the first difference is shown.
    private static String part(String line, int same) {
        int from = Math.max(0, same - BEFORE);
        int to = Math.min(line.length(), from + MOST);
        String part = Legible.line(line.substring(from, to)).replace('\t', ' ');
        return (from > 0 ? "..." : "") + part + (to < line.length() ? "..." : "");
    }
}
