package dev.muster.vault.format;

import java.util.Comparator;
import java.util.Locale;

/// Which writing of a commit: its source's own, or one where a maintainer moved what it needs.
///
/// @param generation 0 for the source's own
/// @param repack the session that moved it
public record CommitVersion(int generation, SessionId repack) implements Comparable<CommitVersion> {
    public static final CommitVersion ORIGINAL = new CommitVersion(0, new SessionId(0, 0));

    private static final int DIGITS = 10;
    private static final int LENGTH = DIGITS + 1 + 2 * SessionId.BYTES;

    public CommitVersion {
        if (generation < 0) {
            throw new IllegalArgumentException("a generation is 0 or more, not " + generation);
        }
    }

    public boolean isOriginal() {
        return generation == 0;
    }

    /// Two repacks that knew nothing of each other may have made one generation: any order will do,
    /// as long as all use the same.
    @Override
    public int compareTo(CommitVersion other) {
        return Comparator.comparingInt(CommitVersion::generation)
                .thenComparing(version -> version.repack().toString())
                .compare(this, other);
    }

    public static boolean isVersion(String text) {
        return text.length() == LENGTH
                && text.charAt(DIGITS) == '-'
                && text.substring(0, DIGITS).matches("0[0-9]{9}")
                && SessionId.isSession(text.substring(DIGITS + 1));
    }

    public static CommitVersion parse(String text) {
        return new CommitVersion(
                Integer.parseInt(text.substring(0, DIGITS)),
                SessionId.parse(text.substring(DIGITS + 1)));
    }

    /// As it stands in names.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%010d-%s", generation, repack);
    }
}
