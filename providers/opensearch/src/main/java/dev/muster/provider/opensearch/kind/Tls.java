package dev.muster.provider.opensearch.kind;

/// How a connection is encrypted.
public enum Tls {
    /// Never.
    DISABLE,
    /// Always, to whoever answers.
    REQUIRE,
    /// Always, to a server whose certificate a known authority signed and that names the host.
    VERIFY_FULL;

    /// As it stands in the strategy.
    public String word() {
        return switch (this) {
            case DISABLE -> "disable";
            case REQUIRE -> "require";
            case VERIFY_FULL -> "verify-full";
        };
    }
}
