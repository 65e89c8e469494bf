package dev.muster.documents.runbook;

import dev.muster.documents.Redaction;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the programs that a procedure needs, so that they can be at hand before it begins.
final class Tools {
    /// A word of a shell, with what is quoted in it.
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=");

    private Tools() {}

    static Set<String> of(Procedure procedure, Redaction redaction) {
        Set<String> tools = new LinkedHashSet<>();
        for (Instruction instruction : procedure.instructions()) {
            instruction
                    .command()
                    .map(redaction::text)
                    .flatMap(Tools::program)
                    .ifPresent(tools::add);
        }
        return tools;
    }

    /// The first word that is neither an assignment nor a way to become another user.
    private static Optional<String> program(String command) {
        Matcher words = WORD.matcher(command);
        while (words.find()) {
            String word = words.group();
            if (word.equals("-u") || word.equals("--user")) {
                // the user whom sudo becomes
                words.find();
            } else if (!word.equals("sudo") && !word.startsWith("-") && !isAssignment(word)) {
                String bare = word.replaceAll("[\"'();]", "");
                return Optional.of(bare.substring(bare.lastIndexOf('/') + 1))
                        .filter(name -> !name.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static boolean isAssignment(String word) {
        return ASSIGNMENT.matcher(word).lookingAt();
    }
}
