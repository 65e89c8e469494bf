package dev.muster.strategy.text;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// The parser's complaints in words that help.
final class Syntax {
    private Syntax() {}

    static String message(MarkedYamlEngineException broken) {
        String problem = oneLine(broken.getProblem());
        String context = oneLine(broken.getContext());
        return context.isEmpty() ? problem : problem + " (" + context + ")";
    }

    static String hint(MarkedYamlEngineException broken) {
        String problem = oneLine(broken.getProblem());
        if (problem.contains("TAB")) {
            return "indent with spaces, not with tabs";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "put a value that contains ': ' in quotes, and check the indentation";
        }
        if (problem.contains("cannot start any token")) {
            return "put the value in quotes";
        }
        if (problem.contains("<block end>")) {
            return "check the indentation of this line against the one above";
        }
        if (problem.contains("expected ',' or")) {
            return "close the bracket, or put a comma between the values";
        }
        return "";
    }

    static String oneLine(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").strip().replaceAll("\\.$", "");
    }
}
