package dev.muster.model;

/// Whose a file is.
///
/// @param user name of the user; empty where the number had none
/// @param group name of the group; empty where the number had none
public record FileOwner(long uid, long gid, String user, String group) {
    private static final long LIMIT = 1L << 32;

    public FileOwner {
        if (uid < 0 || uid >= LIMIT || gid < 0 || gid >= LIMIT) {
            throw new IllegalArgumentException("not a user and group: " + uid + ", " + gid);
        }
    }
}
