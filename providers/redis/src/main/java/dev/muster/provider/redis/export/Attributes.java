package dev.muster.provider.redis.export;

/// The values that a base backup keeps of the server that it is of, and its one file.
public final class Attributes {
    /// Such as `7.0.15`.
    public static final String VERSION = "redis.version";

    /// `redis` or `valkey`.
    public static final String PRODUCT = "redis.product";

    /// How many keys there were, about.
    public static final String KEYS = "redis.keys";

    /// The dump, as the server sent it.
    public static final String DUMP = "dump.rdb";

    private Attributes() {}
}
