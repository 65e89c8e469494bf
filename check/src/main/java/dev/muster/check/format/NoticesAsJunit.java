package dev.muster.check.format;

import dev.muster.kind.Finding.Severity;
import java.util.List;
import java.util.Map;

/// JUnit XML, which build servers show as tests: one test a notice, of which errors and warnings
/// fail; hints pass, with their text as output.
public final class NoticesAsJunit {
    private NoticesAsJunit() {}

    public static String of(List<Notice> notices) {
        return of(notices, Map.of());
    }

    /// @param accepted found too, but accepted by somebody: a skipped test each, with the words of
    ///   that
    public static String of(List<Notice> notices, Map<Notice, String> accepted) {
        long failures = notices.stream().filter(NoticesAsJunit::fails).count();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"muster check\" tests=\"")
                .append(Math.max(1, notices.size() + accepted.size()));
        xml.append("\" failures=\"").append(failures).append("\" errors=\"0\" skipped=\"");
        xml.append(accepted.size()).append("\">\n");
        if (notices.isEmpty() && accepted.isEmpty()) {
            xml.append("  <testcase classname=\"muster.check\" name=\"nothing was found\"/>\n");
        }
        notices.forEach(notice -> test(xml, notice));
        accepted.forEach((notice, words) -> skipped(xml, notice, words));
        return xml.append("</testsuite>\n").toString();
    }

    private static boolean fails(Notice notice) {
        return notice.level() != Severity.HINT;
    }

    private static void skipped(StringBuilder xml, Notice notice, String words) {
        head(xml, notice);
        xml.append("    <skipped message=\"").append(escape(words)).append("\"/>\n");
        xml.append("  </testcase>\n");
    }

    private static void head(StringBuilder xml, Notice notice) {
        xml.append("  <testcase classname=\"muster.check.").append(notice.code().id());
        xml.append("\" name=\"").append(escape(notice.code().title() + " at " + notice.place()));
        xml.append("\">\n");
    }

    private static void test(StringBuilder xml, Notice notice) {
        head(xml, notice);
        String text = escape(notice.place() + ": " + notice.message() + "\nfix: " + notice.fix());
        if (fails(notice)) {
            xml.append("    <failure type=\"").append(notice.word()).append("\" message=\"");
            xml.append(escape(notice.message())).append("\">").append(text);
            xml.append("</failure>\n");
        } else {
            xml.append("    <system-out>").append(text).append("</system-out>\n");
        }
        xml.append("  </testcase>\n");
    }

    /// XML 1.0 allows no control characters, not even escaped.
    private static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> {
                    switch (character) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        case '\n' -> safe.append("&#10;");
                        default -> safe.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
                    }
                });
        return safe.toString();
    }

    private static boolean isAllowed(int character) {
        return character == '\t'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
