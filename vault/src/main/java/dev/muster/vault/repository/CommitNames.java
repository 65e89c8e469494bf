package dev.muster.vault.repository;

import dev.muster.vault.format.CommitVersion;
import dev.muster.vault.format.SessionId;

/// The names of commits: `commits/<source>/<epoch>-<number>/<session>`, and
/// `.../<generation>-<repack>-<session>` where a maintainer moved what it needs.
///
/// A record's *place* is the commit's folder; its *key* is the same in all copies: the place, and
/// the version unless it is the source's own.
final class CommitNames {
    static final String PREFIX = "commits/";

    private static final int SESSION = 2 * SessionId.BYTES;

    private CommitNames() {}

    /// A commit's record, in contrast to the mark that its number is taken.
    static boolean isRecord(String name) {
        String last = last(name);
        int version = last.length() - SESSION - 1;
        return name.startsWith(PREFIX)
                && (SessionId.isSession(last)
                        || (version > 0
                                && last.charAt(version) == '-'
                                && CommitVersion.isVersion(last.substring(0, version))
                                && SessionId.isSession(last.substring(version + 1))));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /// The session that brought the record to the copy.
    static SessionId session(String record) {
        return SessionId.parse(record.substring(record.length() - SESSION));
    }

    static CommitVersion version(String record) {
        String last = last(record);
        return last.length() == SESSION
                ? CommitVersion.ORIGINAL
                : CommitVersion.parse(last.substring(0, last.length() - SESSION - 1));
    }

    /// The commit's folder: the same in all copies.
    static String place(String name) {
        return name.substring(0, name.lastIndexOf('/'));
    }

    static String key(String record) {
        return key(place(record), version(record));
    }

    static String key(String place, CommitVersion version) {
        return version.isOriginal() ? place : place + "/" + version;
    }

    static String placeOf(String key) {
        return CommitVersion.isVersion(last(key)) ? place(key) : key;
    }

    static CommitVersion versionOf(String key) {
        String last = last(key);
        return CommitVersion.isVersion(last) ? CommitVersion.parse(last) : CommitVersion.ORIGINAL;
    }

    /// The name of a record in a copy.
    ///
    /// @param by the session that brings it there
    static String record(String key, SessionId by) {
        return key + (placeOf(key).equals(key) ? "/" : "-") + by;
    }

    static long number(String place) {
        try {
            return Long.parseLong(place.substring(place.lastIndexOf('-') + 1));
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
