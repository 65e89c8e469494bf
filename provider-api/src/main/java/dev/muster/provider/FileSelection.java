package dev.muster.provider;

import java.util.function.Predicate;

/// Which files of a backup are brought back, and how.
///
/// @param paths which paths; asked for `.` too, which stands for the folder itself
/// @param inPlace over what is there: only what differs is written, and files whose content is lost
///   are left out and told; else all of it appears or nothing
/// @param deleteExtra with `inPlace`: what is there and not in the backup is removed, where `paths`
///   takes it
public record FileSelection(Predicate<String> paths, boolean inPlace, boolean deleteExtra) {
    /// Into a folder where none of them is; all or nothing.
    public static FileSelection of(Predicate<String> paths) {
        return new FileSelection(paths, false, false);
    }
}
