package dev.muster.documents.runbook;

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

    private static final Set<String> BEFORE =
            Set.of("sudo", "nohup", "env", "exec", "time", "{", "(", "!", "if", "while", "until");

    private static final Set<String> OF_THE_SHELL =
            Set.of("cd", "echo", "export", "kill", "read", "set", "test", "[", "true", "wait");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=");

    private Tools() {}

    static Set<String> of(Procedure procedure) {
        Set<String> tools = new LinkedHashSet<>();
        for (Instruction instruction : procedure.instructions()) {
            instruction.command().flatMap(Tools::program).ifPresent(tools::add);
        }
        return tools;
    }

    /// The first word that is neither an assignment nor a way to run another program; none where a
    /// shell does it by itself.
    private static Optional<String> program(String command) {
        Matcher words = WORD.matcher(command);
        while (words.find()) {
            String word = words.group();
            if (word.equals("-u") || word.equals("--user")) {
                // the user whom sudo becomes
                words.find();
            } else if (!BEFORE.contains(word) && !word.startsWith("-") && !isAssignment(word)) {
                String bare = word.replaceAll("[\"'();]", "");
                return Optional.of(bare.substring(bare.lastIndexOf('/') + 1))
                        .filter(name -> !name.isEmpty() && !OF_THE_SHELL.contains(name));
            }
        }
        return Optional.empty();
    }

    private static boolean isAssignment(String word) {
        return ASSIGNMENT.matcher(word).lookingAt();
    }
}
