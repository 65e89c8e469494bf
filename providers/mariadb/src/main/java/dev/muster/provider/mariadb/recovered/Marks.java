package dev.muster.provider.mariadb.recovered;

import dev.muster.datafolder.FolderErrors;
import dev.muster.datafolder.Mark;
import dev.muster.model.ComponentId;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The marks in this technology's data folders, and what stands in them.
public final class Marks {
    public static final FolderErrors ERRORS =
            new FolderErrors(
                    MariadbErrors.FOLDER, MariadbErrors.FOREIGN_FOLDER, MariadbErrors.SPACE);

    /// Written before the first captured change is replayed.
    public static final String REPLAYING = "muster.replaying";

    /// Written once all of the captured log is replayed.
    public static final String REPLAYED = "muster.replayed";

    private static final Set<String> OURS = Set.of(Mark.RESTORED, REPLAYING, REPLAYED);

    /// The version series of the data, such as `10.11`.
    public static final String SERIES = "series";

    /// The transactions that the base backup has.
    public static final String BASE = "base-gtid";

    /// The transactions that it must have once all is replayed.
    public static final String GOAL = "goal-gtid";

    /// Where replay begins in the first file of log.
    public static final String START = "start";

    /// How many files of log are laid out.
    public static final String FILES = "files";

    /// Their bytes.
    public static final String LOG_BYTES = "log-bytes";

    /// The moment of the last transaction, by the source's clock.
    public static final String LAST = "last";

    /// What came out of checking all tables.
    public static final String TABLES = "tables";

    public static final String BAD_TABLES = "bad-tables";

    private Marks() {}

    /// Whether a path in a data folder is one of these: a server that was recovered once has them,
    /// and a backup of it must not pass them on to what is restored from it.
    public static boolean isOurs(String path) {
        return OURS.contains(path);
    }

    /// Empty if the folder has none.
    public static Optional<Mark> read(ComponentId component, Path folder, String name) {
        return Mark.read(ERRORS, component, folder, name);
    }
}
