package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.FolderErrors;
import dev.muster.datafolder.Mark;
import dev.muster.model.ComponentId;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The marks in this technology's data folders, and what stands in them.
public final class Marks {
    public static final FolderErrors ERRORS =
            new FolderErrors(
                    PostgresqlErrors.FOLDER,
                    PostgresqlErrors.FOREIGN_FOLDER,
                    PostgresqlErrors.SPACE);

    /// Written once the restored server took writes.
    public static final String STARTED = "muster.started";

    /// Written by a restore for looking into it only.
    public static final String PREVIEW = "muster.preview";

    /// Written by a restore that follows the source.
    public static final String STANDBY = "muster.standby";

    /// Written before a standby is made to take over.
    public static final String PROMOTED = "muster.promoted";

    /// Which moment the laid out log had come to where.
    static final String TIMES = "muster.times";

    private static final Set<String> OURS =
            Set.of(Mark.RESTORED, STARTED, PREVIEW, STANDBY, PROMOTED, TIMES);

    public static final String MAJOR = "major";

    public static final String LOG_START = "log-start";

    /// Bytes of a segment of the log.
    public static final String SEGMENT = "segment";

    public static final String LOG_BYTES = "log-bytes";

    /// Where replay must come to at least; absent where the server itself minds the target.
    public static final String WHOLE_UNTIL = "whole-until";

    /// Whether replay must come further than that.
    public static final String DAMAGED = "damaged";

    public static final String PORT = "port";

    /// The moment that a preview was asked for, where it was a time.
    public static final String MOMENT = "moment";

    private Marks() {}

    /// Whether a path in a data folder is one of these: a cluster that was recovered once has them,
    /// and a backup of it must not pass them on to what is restored from it.
    public static boolean isOurs(String path) {
        return OURS.contains(path);
    }

    /// Empty if the folder has none.
    public static Optional<Mark> read(ComponentId component, Path folder, String name) {
        return Mark.read(ERRORS, component, folder, name);
    }
}
