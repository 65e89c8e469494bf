package dev.muster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the strategy that a user means: the one named, else `muster.yaml` here or above.
final class StrategyFile {
    private static final String NAME = "muster.yaml";

    private final Path folder;
    private final @Nullable Path named;

    StrategyFile(Path folder, @Nullable Path named) {
        this.folder = folder;
        this.named = named;
    }

    /// Where a new one is to be: the file named, else in this very folder.
    Path fresh() {
        return folder.resolve(named != null ? named : Path.of(NAME));
    }

    Optional<Path> find() {
        if (named != null) {
            return Optional.of(folder.resolve(named)).filter(Files::isRegularFile);
        }
        for (Path here = folder; here != null; here = here.getParent()) {
            if (Files.isRegularFile(here.resolve(NAME))) {
                return Optional.of(here.resolve(NAME));
            }
        }
        return Optional.empty();
    }

    Path required() {
        return find().orElseThrow(() ->
                named != null
                        ? CliErrors.NO_STRATEGY.error(
                                "there is no file " + folder.resolve(named),
                                "correct what follows --strategy")
                        : CliErrors.NO_STRATEGY.error(
                                "no " + NAME + " in " + folder + " or above",
                                "go to the folder of your strategy, or name it:"
                                        + " --strategy FILE"));
    }
}
