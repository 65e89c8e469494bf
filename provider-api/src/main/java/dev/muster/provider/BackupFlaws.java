package dev.muster.provider;

import java.util.List;

/// What a backup could not take as it should be.
///
/// @param missing how many files could not be read, or were gone when it came to them
/// @param torn how many changed while they were read, again and again: they may be part old and
///   part new
/// @param first the first of them, one sentence each
public record BackupFlaws(long missing, long torn, List<String> first) {
    public static final BackupFlaws NONE = new BackupFlaws(0, 0, List.of());

    public BackupFlaws {
        first = List.copyOf(first);
    }

    public boolean isNone() {
        return missing == 0 && torn == 0;
    }
}
