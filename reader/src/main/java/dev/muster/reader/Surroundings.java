package dev.muster.reader;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/// Where the program runs.
///
/// @param out takes what was asked for
/// @param err takes what is said about it
/// @param passphrases asks a person, who types without being seen
record Surroundings(
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        Passphrases passphrases,
        String version) {
    /// Empty where nobody can be asked.
    interface Passphrases {
        Optional<String> ask(String question);
    }
}
