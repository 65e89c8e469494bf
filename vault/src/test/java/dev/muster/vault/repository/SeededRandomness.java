package dev.muster.vault.repository;

import java.util.Random;

/// The same bytes for the same seed.
public final class SeededRandomness implements Randomness {
    private final Random random;

    public SeededRandomness(long seed) {
        random = new Random(seed);
    }

    @Override
    public synchronized byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
