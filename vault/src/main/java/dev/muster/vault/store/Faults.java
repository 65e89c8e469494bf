package dev.muster.vault.store;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What went wrong while an object was looked for in several copies.
final class Faults {
    private final String name;
    private @Nullable MusterException unreachable;
    private @Nullable MusterException damaged;
    private boolean answered;

    Faults(String name) {
        this.name = name;
    }

    /// Asks a copy; a copy that fails counts as one that has nothing.
    <T> Optional<T> attempt(Copy copy, Supplier<Optional<T>> read) {
        try {
            Optional<T> found = read.get();
            answered = true;
            return found;
        } catch (MusterException e) {
            if (unreachable == null) {
                unreachable = e;
            }
            return Optional.empty();
        }
    }

    void damaged(MusterException why) {
        if (why.code().equals(VaultErrors.OTHER_FORMAT)) {
            throw why;
        }
        damaged = why;
    }

    /// @throws MusterException if the object may be there all the same
    void raise() {
        if (damaged != null) {
            throw VaultErrors.DAMAGED.error(
                    name + " is damaged in every copy that has it: " + damaged.getMessage(),
                    "bring back another copy and run `muster vault repair`",
                    damaged);
        }
        if (!answered && unreachable != null) {
            throw unreachable;
        }
    }
}
