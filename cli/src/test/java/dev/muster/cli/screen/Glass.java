package dev.muster.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a terminal shows after some output: understands line ends, cursor up and erase below.
final class Glass {
    private static final Pattern TOKEN =
            Pattern.compile("\033\\[([0-9]+)A|\033\\[J|\033\\[[0-9;]*m|\n|[^\033\n]+");

    private Glass() {}

    static List<String> shows(String output) {
        List<String> lines = new ArrayList<>();
        int row = 0;
        Matcher token = TOKEN.matcher(output);
        StringBuilder current = new StringBuilder();
        while (token.find()) {
            String text = token.group();
            if (text.equals("\n")) {
                put(lines, row++, current.toString());
                current.setLength(0);
            } else if (token.group(1) != null) {
                row -= Integer.parseInt(token.group(1));
            } else if (text.equals("\033[J")) {
                while (lines.size() > row) {
                    lines.removeLast();
                }
            } else if (!text.startsWith("\033")) {
                current.append(text);
            }
        }
        return lines;
    }

    private static void put(List<String> lines, int row, String text) {
        if (row < lines.size()) {
            lines.set(row, text);
        } else {
            lines.add(text);
        }
    }
}
