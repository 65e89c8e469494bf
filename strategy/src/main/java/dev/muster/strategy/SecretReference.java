package dev.muster.strategy;

import java.util.List;

/// How a secret was written: what must be at hand before its value can be used.
///
/// @param path the keys from the file's root to the place
/// @param source where the value comes from
/// @param name of the variable, the file, or the sealed secret
public record SecretReference(List<String> path, Source source, String name) {
    public SecretReference {
        path = List.copyOf(path);
    }

    /// As in the file: `${vault:NAME}`.
    @Override
    public String toString() {
        return "${" + source.word() + ":" + name + "}";
    }

    /// Where values come from.
    public enum Source {
        /// The environment of the process.
        ENV,
        /// A file's content without its last line break.
        FILE,
        /// Sealed in the vault, for recovery only.
        VAULT;

        public String word() {
            return switch (this) {
                case ENV -> "env";
                case FILE -> "file";
                case VAULT -> "vault";
            };
        }
    }
}
