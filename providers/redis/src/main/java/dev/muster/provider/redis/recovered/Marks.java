package dev.muster.provider.redis.recovered;

import dev.muster.datafolder.FolderErrors;
import dev.muster.datafolder.Mark;
import dev.muster.model.ComponentId;
import dev.muster.provider.redis.kind.RedisErrors;
import java.nio.file.Path;
import java.util.Optional;

/// The marks in this technology's data folders, and what stands in them.
public final class Marks {
    public static final FolderErrors ERRORS =
            new FolderErrors(RedisErrors.FOLDER, RedisErrors.FOREIGN_FOLDER, RedisErrors.SPACE);

    /// The version of the server that the data is of.
    public static final String VERSION = "version";

    /// Such as `redis`.
    public static final String PRODUCT = "product";

    private Marks() {}

    /// Empty if the folder has none.
    public static Optional<Mark> read(ComponentId component, Path folder, String name) {
        return Mark.read(ERRORS, component, folder, name);
    }
}
