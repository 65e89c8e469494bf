package dev.muster.kind;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An action written for a person, with the technology's own tools.
///
/// @param title what it achieves
/// @param instructions one action each, in order
public record Procedure(String title, List<Instruction> instructions) {
    public Procedure {
        instructions = List.copyOf(instructions);
    }

    /// @param text an imperative sentence
    /// @param command exactly what to type, with this system's real names; empty where it is no
    ///   command
    /// @param expected what it prints when it worked
    /// @param takes how long
    /// @param undo how to go back; empty where that is not needed
    /// @param onFailure what to do when it does not work
    /// @param pointOfNoReturn whether going back is impossible or loses data after it
    public record Instruction(
            String text,
            Optional<String> command,
            Optional<String> expected,
            Duration takes,
            Optional<String> undo,
            String onFailure,
            boolean pointOfNoReturn) {}
}
