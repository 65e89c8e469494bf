package dev.muster.documents.diagram;

import java.util.ArrayList;
import java.util.List;

/// Fits names into boxes. How wide letters are is not known here, so it is guessed on the safe
/// side.
final class Lettering {
    /// The width of an average letter of a sans-serif font, as a part of its size.
    private static final double LETTER = 0.58;

    private Lettering() {}

    static double width(String text, double size) {
        return text.codePointCount(0, text.length()) * LETTER * size;
    }

    /// One or two lines; what does not fit is cut in the middle, where names differ least.
    static List<String> lines(String text, double size, double width) {
        int most = (int) (width / (LETTER * size));
        if (text.length() <= most) {
            return List.of(text);
        }
        int at = breakBefore(text, most);
        String rest = text.substring(at).strip();
        return List.of(text.substring(0, at).strip(), cut(rest, most));
    }

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int half = Math.max(1, (most - 1) / 2);
        if (points.length <= 2 * half + 1) {
            return text;
        }
        return new String(points, 0, half) + "…" + new String(points, points.length - half, half);
    }

    private static int breakBefore(String text, int most) {
        List<Integer> places = new ArrayList<>();
        for (int at = 1; at <= most && at < text.length(); at++) {
            char before = text.charAt(at - 1);
            if (before == '-' || before == ' ' || before == '.' || before == '_') {
                places.add(at);
            }
        }
        int fallback = Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
        return places.isEmpty() ? fallback : places.getLast();
    }
}
