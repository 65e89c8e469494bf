package dev.muster.kind;

/// How a connection to a database is encrypted, in the words of PostgreSQL's `sslmode`.
public enum Tls {
    /// Never.
    DISABLE,
    /// Where the server can.
    PREFER,
    /// Always, to whoever answers.
    REQUIRE,
    /// Always, to a server whose certificate a known authority signed.
    VERIFY_CA,
    /// Always, to a server whose certificate also names the host.
    VERIFY_FULL;

    /// As it stands in the strategy and in a connection string.
    public String word() {
        return switch (this) {
            case DISABLE -> "disable";
            case PREFER -> "prefer";
            case REQUIRE -> "require";
            case VERIFY_CA -> "verify-ca";
            case VERIFY_FULL -> "verify-full";
        };
    }
}
