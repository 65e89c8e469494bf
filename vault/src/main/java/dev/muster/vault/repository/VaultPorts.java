package dev.muster.vault.repository;

import dev.muster.model.Timing;
import java.nio.file.Path;
import java.util.Optional;

/// What a vault gets from outside.
///
/// @param parallelism threads that hash, compress and encrypt; 0 does all work in the caller's
///   thread, in a fixed order
/// @param cache a folder for what can be fetched again at any time
public record VaultPorts(
        Timing timing, Randomness randomness, int parallelism, Optional<Path> cache) {
    public VaultPorts {
        if (parallelism < 0) {
            throw new IllegalArgumentException("parallelism is 0 or more, not " + parallelism);
        }
    }

    /// Without a cache.
    public VaultPorts(Timing timing, Randomness randomness, int parallelism) {
        this(timing, randomness, parallelism, Optional.empty());
    }

    /// The same, with a cache.
    public VaultPorts caching(Path folder) {
        return new VaultPorts(timing, randomness, parallelism, Optional.of(folder));
    }

    /// As programs use it: one thread a processor.
    public static VaultPorts of(Timing timing) {
        return new VaultPorts(
                timing, Randomness.secure(), Runtime.getRuntime().availableProcessors());
    }
}
