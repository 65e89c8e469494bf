package dev.muster.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was typed: words, and options with one value each.
///
/// @param words the command, and what it is about
/// @param values by option, in the order in which they were typed
record Arguments(List<String> words, Map<String, List<String>> values) {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("--vault", "MUSTER_VAULT", "--key", "MUSTER_KEY");
    private static final Set<String> VALUED =
            Set.of(
                    "--vault",
                    "--key",
                    "--unlock",
                    "--unlock-file",
                    "--passphrase-file",
                    "--into",
                    "--to");
    static final String AS_IT_IS = "--as-it-is";

    Arguments {
        words = List.copyOf(words);
        values = Map.copyOf(values);
    }

    /// @param environment stands in for options that were not typed
    static Arguments of(List<String> typed, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> values = new HashMap<>();
        for (int at = 0; at < typed.size(); at++) {
            String word = typed.get(at);
            if (!word.startsWith("--")) {
                words.add(word);
            } else if (word.equals(AS_IT_IS) || word.equals("--help") || word.equals("--version")) {
                values.put(word, List.of(""));
            } else {
                int equals = word.indexOf('=');
                String name = equals < 0 ? word : word.substring(0, equals);
                if (!VALUED.contains(name)) {
                    throw new UsageException("there is no option " + name);
                }
                if (equals < 0 && at + 1 == typed.size()) {
                    throw new UsageException(name + " needs a value");
                }
                String value = equals < 0 ? typed.get(++at) : word.substring(equals + 1);
                values.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
            }
        }
        ENVIRONMENT.forEach((name, variable) -> {
            String given = environment.getOrDefault(variable, "").strip();
            if (!given.isEmpty() && !values.containsKey(name)) {
                values.put(name, List.of(given.split("\\s+")));
            }
        });
        return new Arguments(words, values);
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }

    /// The value that was typed last.
    Optional<String> one(String option) {
        List<String> all = all(option);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    String need(String option, String what) {
        return one(option)
                .orElseThrow(() -> new UsageException("say " + what + ": " + option + " ..."));
    }

    /// A word after the command.
    String word(int number, String what) {
        if (words.size() <= number) {
            throw new UsageException("say which " + what);
        }
        return words.get(number);
    }
}
