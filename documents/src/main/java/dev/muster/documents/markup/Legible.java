package dev.muster.documents.markup;

/// Makes every character of a text visible for what it is.
///
/// Control characters cannot stand in XML, and those that turn the direction of writing can make a
/// command read differently from what is copied (CVE-2021-42574); both are shown by number.
public final class Legible {
    private Legible() {}

    /// The text with each character that would hide or deceive replaced by `<U+202E>`; line breaks
    /// and tabs stay.
    public static String text(String raw) {
        if (raw.codePoints().noneMatch(Legible::deceives)) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length() + 16);
        raw.codePoints()
                .forEach(point -> {
                    if (deceives(point)) {
                        out.append("<U+").append(hex(point)).append('>');
                    } else {
                        out.appendCodePoint(point);
                    }
                });
        return out.toString();
    }

    /// The text on one line.
    public static String line(String raw) {
        return text(raw.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }

    private static String hex(int point) {
        String digits = Integer.toHexString(point).toUpperCase(java.util.Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private static boolean deceives(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\n' && point != '\t';
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
