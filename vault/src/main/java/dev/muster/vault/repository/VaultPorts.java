package dev.muster.vault.repository;

import dev.muster.model.Timing;

/// What a vault gets from outside.
///
/// @param parallelism threads that hash, compress and encrypt; 0 does all work in the caller's
///   thread, in a fixed order
public record VaultPorts(Timing timing, Randomness randomness, int parallelism) {
    public VaultPorts {
        if (parallelism < 0) {
            throw new IllegalArgumentException("parallelism is 0 or more, not " + parallelism);
        }
    }

    /// As programs use it: one thread a processor.
    public static VaultPorts of(Timing timing) {
        return new VaultPorts(
                timing, Randomness.secure(), Runtime.getRuntime().availableProcessors());
    }
}
