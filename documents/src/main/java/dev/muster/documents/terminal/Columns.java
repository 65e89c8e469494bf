package dev.muster.documents.terminal;

import dev.muster.documents.markup.Legible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lines of cells that stand below each other.
final class Columns {
    private static final String GAP = "   ";

    private final int width;
    private final int elastic;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param width how many characters a line may have
    /// @param elastic the column that is cut where a line is too long
    Columns(int width, int elastic) {
        this.width = width;
        this.elastic = elastic;
    }

    void add(String... cells) {
        rows.add(Arrays.stream(cells).map(Legible::line).toList());
    }

    /// The lines, each with its cells at the widths of the widest; a cell that begins with a tab
    /// ends at its column's right side.
    List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int at = 0; at < row.size(); at++) {
                line.append(at == 0 ? "" : GAP).append(padded(row.get(at), widths[at]));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int[] widths() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int at = 0; at < row.size(); at++) {
                widths[at] = Math.max(widths[at], length(bare(row.get(at))));
            }
        }
        int all = Arrays.stream(widths).sum() + GAP.length() * Math.max(0, columns - 1);
        if (all > width && elastic < columns) {
            widths[elastic] = Math.max(8, widths[elastic] - (all - width));
        }
        return widths;
    }

    private static String padded(String cell, int to) {
        String text = cut(bare(cell), to);
        String space = " ".repeat(to - length(text));
        return cell.startsWith("\t") ? space + text : text + space;
    }

    private static String bare(String cell) {
        return cell.startsWith("\t") ? cell.substring(1) : cell;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String cut(String text, int most) {
        if (length(text) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
    }
}
