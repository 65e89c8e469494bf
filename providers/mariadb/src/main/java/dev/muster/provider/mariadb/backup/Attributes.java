package dev.muster.provider.mariadb.backup;

/// The names of what a base backup says of itself.
public final class Attributes {
    /// The server's version, such as `10.11.6-MariaDB-log`.
    public static final String VERSION = "version";

    /// The transactions that it has, such as `0-1-5`.
    public static final String GTID = "gtid";

    private Attributes() {}
}
