package dev.muster.vault.repository;

import dev.muster.vault.format.SessionId;

/// The names of commits: `commits/<source>/<epoch>-<number>/<session>`.
final class CommitNames {
    static final String PREFIX = "commits/";

    private CommitNames() {}

    /// A commit's record, in contrast to the mark that its number is taken.
    static boolean isRecord(String name) {
        return name.startsWith(PREFIX) && SessionId.isSession(last(name));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /// The session that brought the record to the copy.
    static SessionId session(String record) {
        return SessionId.parse(last(record));
    }

    /// The commit's folder: the same in all copies.
    static String place(String name) {
        return name.substring(0, name.lastIndexOf('/'));
    }

    static long number(String place) {
        try {
            return Long.parseLong(place.substring(place.lastIndexOf('-') + 1));
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
