package dev.muster.vault.repository;

import java.util.function.Predicate;

/// What of a backup is restored, and how.
///
/// @param paths which paths; asked for [dev.muster.vault.format.FileEntry#ROOT] too, which stands
///   for the folder itself
/// @param inPlace over what is there: only what differs is written
/// @param deleteExtra with `inPlace`: what is there and not in the backup is removed, where `paths`
///   takes it
/// @param tolerant files whose content is lost are left out and named; else they end the restore
public record Selection(
        Predicate<String> paths, boolean inPlace, boolean deleteExtra, boolean tolerant) {
    public static final Selection ALL = of(path -> true);

    /// Into a folder where none of the paths is; all or nothing.
    public static Selection of(Predicate<String> paths) {
        return new Selection(paths, false, false, false);
    }
}
