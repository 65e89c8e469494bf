package dev.muster.app.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of a shell's grammar as documents use.
final class Shell {
    private static final Pattern WORD =
            Pattern.compile("<\\(|&&|\\|\\||[|;)]|(?:[^\\s'\"|;&)]|&(?!&)|'[^']*'|\"[^\"]*\")+");

    private Shell() {}

    /// The commands of a line, each as its words; redirections, variables before and comments left
    /// out.
    static List<List<String>> commands(String line) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        boolean isPlace = false;
        while (word.find()) {
            String text = word.group();
            if (text.equals("#")) {
                break;
            }
            if (isPlace) {
                isPlace = false;
            } else if (text.matches("[0-9]?(<|>>?)")) {
                isPlace = true;
            } else if (text.matches("<\\(|&&|\\|\\||[|;)&]")) {
                add(commands, words);
                words = new ArrayList<>();
            } else if (!text.matches("[0-9]?[<>].*")
                    && !(words.isEmpty() && text.matches("[A-Z_]+=.*"))) {
                words.add(text.replaceAll("['\"]", ""));
            }
        }
        add(commands, words);
        return commands;
    }

    private static void add(List<List<String>> commands, List<String> words) {
        if (!words.isEmpty()) {
            commands.add(words);
        }
    }
}
