package dev.muster.provider;

import dev.muster.kind.Finding.Severity;
import dev.muster.model.ByteSize;
import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import java.util.List;
import java.util.Optional;

/// Everything that is missing or weak about a data store as it runs, not only the first thing.
///
/// @param version as it names itself; empty where it could not be asked
/// @param size of its data; empty where it could not be asked
/// @param symptoms what was found, the worst first; empty where all is well
public record Diagnosis(Optional<String> version, Optional<ByteSize> size, List<Symptom> symptoms) {
    public Diagnosis {
        symptoms =
                symptoms.stream()
                        .sorted((one, other) -> one.severity().compareTo(other.severity()))
                        .toList();
    }

    /// One thing.
    ///
    /// @param severity [Severity#ERROR] where protection cannot work with it
    /// @param code what `muster explain` tells more of; empty for advice
    /// @param message what is so
    /// @param fix what to type, exactly; empty where nothing can be typed
    public record Symptom(Severity severity, Optional<ErrorCode> code, String message, String fix) {
        /// Of what an examination refused.
        public static Symptom of(MusterException refusal) {
            return new Symptom(
                    Severity.ERROR,
                    Optional.of(refusal.code()),
                    String.valueOf(refusal.getMessage()),
                    refusal.hint());
        }

        public static Symptom warning(String message, String fix) {
            return new Symptom(Severity.WARNING, Optional.empty(), message, fix);
        }

        public static Symptom hint(String message, String fix) {
            return new Symptom(Severity.HINT, Optional.empty(), message, fix);
        }
    }
}
