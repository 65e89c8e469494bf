package dev.muster.cli.screen;

import java.util.ArrayList;
import java.util.List;

/// A table of words: columns as wide as they need, two spaces between them, numbers to the right.
public final class Table {
    private static final String GAP = "  ";

    private final List<String> titles;
    private final List<Boolean> right;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> titles, List<Boolean> right) {
        this.titles = titles;
        this.right = right;
    }

    /// @param titles the headings; one that begins with `>` has its column aligned to the right
    public static Table of(String... titles) {
        List<String> names = new ArrayList<>();
        List<Boolean> right = new ArrayList<>();
        for (String title : titles) {
            right.add(title.startsWith(">"));
            names.add(title.startsWith(">") ? title.substring(1) : title);
        }
        return new Table(names, right);
    }

    /// @throws IllegalArgumentException if the row has more or fewer cells than the table columns
    public Table row(String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells in a table of " + titles.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /// Writes the table as a part of the answer. The last column is cut where a terminal ends.
    public void print(Screen screen) {
        lines(screen).forEach(screen::print);
    }

    /// The same as lines, for what is written later.
    public List<String> lines(Screen screen) {
        return lines(screen.widthOfAnswer(), screen.inkOfAnswer());
    }

    List<String> lines(int width, Ink ink) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < titles.size(); column++) {
            widths.add(widthOf(column));
        }
        List<String> lines = new ArrayList<>();
        lines.add(ink.strong(line(titles, widths, width)));
        rows.forEach(row -> lines.add(line(row, widths, width)));
        return lines;
    }

    private String line(List<String> cells, List<Integer> widths, int width) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column).replace('\n', ' ');
            String padding = " ".repeat(widths.get(column) - Ink.width(cell));
            line.append(column == 0 ? "" : GAP);
            line.append(right.get(column) ? padding + cell : cell + padding);
        }
        return fitted(line.toString().stripTrailing(), width);
    }

    static String fitted(String text, int width) {
        return Ink.width(text) <= width ? text : shortened(text, width);
    }

    private static String shortened(String text, int width) {
        // a cell with colors is left whole: a cut one would color the rest of the screen
        return Ink.width(text) != text.codePointCount(0, text.length()) || width < 4
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 3)) + "...";
    }

    private int widthOf(int column) {
        int width = Ink.width(titles.get(column));
        for (List<String> row : rows) {
            width = Math.max(width, Ink.width(row.get(column).replace('\n', ' ')));
        }
        return width;
    }
}
