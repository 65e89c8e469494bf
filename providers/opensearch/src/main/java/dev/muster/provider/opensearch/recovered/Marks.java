package dev.muster.provider.opensearch.recovered;

import dev.muster.datafolder.FolderErrors;
import dev.muster.datafolder.Mark;
import dev.muster.model.ComponentId;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import java.nio.file.Path;
import java.util.Optional;

/// What stands in the mark of a restored folder.
public final class Marks {
    public static final FolderErrors ERRORS =
            new FolderErrors(
                    OpenSearchErrors.FOLDER,
                    OpenSearchErrors.FOREIGN_FOLDER,
                    OpenSearchErrors.SPACE);

    /// The name of the snapshot that the restore is of.
    public static final String SNAPSHOT = "snapshot";

    private Marks() {}

    /// Empty if no restore completed there.
    public static Optional<Mark> read(ComponentId component, Path folder) {
        return Mark.read(ERRORS, component, folder, Mark.RESTORED);
    }
}
