package dev.muster.provider.postgresql.backup;

import java.util.regex.Pattern;

/// Tells the files that are made of pages, tables and indexes, from all others.
///
/// @param block bytes of one page
public record PageFiles(int block) {
    private static final Pattern RELATION =
            Pattern.compile(
                    "(base/\\d+|global|pg_tblspc/\\d+/PG_[^/]+/\\d+)"
                            + "/\\d+(_(fsm|vm|init))?(\\.\\d+)?");

    private static final Pattern MAP = Pattern.compile(".*/\\d+_(fsm|vm)(\\.\\d+)?");

    /// Whether a path, relative to the data folder, is one of a table or an index.
    public static boolean isRelation(String path) {
        return RELATION.matcher(path).matches();
    }

    /// Whether a file is a map of visibility or of free space. The log does not name each of their
    /// blocks that it changes: a bit of the first is cleared by the record of another page, and the
    /// second is not logged at all. So no summary of the log tells whether they changed.
    static boolean isMap(String path) {
        return MAP.matcher(path).matches();
    }

    /// The page size of a file, 0 for a plain one.
    public int pageSize(String path) {
        return isRelation(path) ? block : 0;
    }
}
