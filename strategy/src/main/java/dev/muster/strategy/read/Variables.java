package dev.muster.strategy.read;

import dev.muster.strategy.SecretReference.Source;

/// Where the values of `${env:NAME}`, `${file:/path}` and `${vault:NAME}` come from.
///
/// The reader is pure; whoever calls it decides what may be looked at.
public interface Variables {
    /// Nothing can be looked up: secrets wait, and anything else is a problem.
    Variables NONE = (source, name) -> new Answer.Later();

    Answer look(Source source, String name);

    /// The same, but secrets that are missing wait until they are needed. For commands that need no
    /// secret: check, plan, docs.
    default Variables patient() {
        return (source, name) ->
                switch (look(source, name)) {
                    case Answer.Value value -> value;
                    case Answer.Missing _, Answer.Later _ -> new Answer.Later();
                };
    }

    /// What was found.
    sealed interface Answer {
        /// @param text for a file its content without the last line break
        record Value(String text) implements Answer {
            /// Never shown: it may be a secret.
            @Override
            public String toString() {
                return "***";
            }
        }

        /// @param reason as it goes on after the reference: `is not set`, `cannot be read: ...`
        record Missing(String reason) implements Answer {}

        /// Not now: the key is not at hand, or this command needs no secrets.
        record Later() implements Answer {}
    }
}
