package dev.muster.documents.markup;

import dev.muster.documents.markup.Node.Attribute;
import dev.muster.documents.markup.Node.Characters;
import dev.muster.documents.markup.Node.Element;
import dev.muster.documents.markup.Node.Style;
import java.util.Set;

/// Writes trees as text that is well-formed XML and valid HTML at once.
public final class Markup {
    private static final Set<String> CLOSES_ITSELF =
            Set.of(
                    "meta",
                    "br",
                    "hr",
                    "path",
                    "rect",
                    "circle",
                    "ellipse",
                    "line",
                    "polygon",
                    "polyline",
                    "use");
    private static final Set<String> OWN_LINE =
            Set.of(
                    "html",
                    "head",
                    "meta",
                    "title",
                    "style",
                    "body",
                    "header",
                    "main",
                    "footer",
                    "nav",
                    "section",
                    "article",
                    "aside",
                    "div",
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "ul",
                    "ol",
                    "li",
                    "dl",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "figure",
                    "figcaption",
                    "pre",
                    "svg",
                    "defs",
                    "g",
                    "desc");

    private Markup() {}

    /// A whole HTML file.
    public static String html(Element root) {
        return "<!DOCTYPE html>\n" + text(root) + "\n";
    }

    /// One element with everything in it.
    public static String text(Element root) {
        StringBuilder out = new StringBuilder();
        write(root, out);
        return out.toString();
    }

    private static void write(Node node, StringBuilder out) {
        switch (node) {
            case Characters characters -> escape(characters.text(), out);
            case Style style -> out.append(style.css());
            case Element element -> write(element, out);
        }
    }

    private static void write(Element element, StringBuilder out) {
        if (OWN_LINE.contains(element.name()) && !out.isEmpty() && !endsWithBreak(out)) {
            out.append('\n');
        }
        out.append('<').append(element.name());
        for (Attribute attribute : element.attributes()) {
            out.append(' ').append(attribute.name()).append("=\"");
            escape(Legible.line(attribute.value()), out);
            out.append('"');
        }
        if (CLOSES_ITSELF.contains(element.name())) {
            out.append("/>");
            return;
        }
        out.append('>');
        element.children().forEach(child -> write(child, out));
        out.append("</").append(element.name()).append('>');
    }

    private static boolean endsWithBreak(StringBuilder out) {
        return out.charAt(out.length() - 1) == '\n';
    }

    private static void escape(String raw, StringBuilder out) {
        String text = Legible.text(raw);
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(character);
            }
        }
    }
}
