package dev.muster.vault.repository;

import java.security.SecureRandom;

/// Where keys and salts come from; tests hand in a seeded one. Safe for many threads.
@FunctionalInterface
public interface Randomness {
    byte[] bytes(int count);

    /// The platform's own.
    static Randomness secure() {
        SecureRandom random = new SecureRandom();
        return count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
    }
}
