package dev.muster.provider.postgresql;

import java.util.Set;

/// How much of the tests is run.
final class Suite {
    private Suite() {}

    /// Whether `./verify --soak postgresql` asked for all of it.
    static boolean whole() {
        return Set.of("postgresql", "all").contains(System.getProperty("muster.soak", ""));
    }
}
