package dev.muster.provider.files;

import dev.muster.kind.Facts;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.Target;
import dev.muster.provider.files.kind.FilesSettings;
import dev.muster.provider.files.kind.FolderPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Targets of a folder, for tests.
final class FilesTargets {
    private static final RegionId NORTH = new RegionId("north");
    private static final RegionId SOUTH = new RegionId("south");

    private FilesTargets() {}

    static FilesSettings settings(Path path, Path into, List<String> exclude) {
        return new FilesSettings(
                new FolderPath(path.toString()),
                exclude,
                false,
                Map.of("*.ibd", new ByteSize(16384)),
                Optional.of(
                        new FilesSettings.Recover(
                                Optional.of(new FolderPath(into.toString())), Optional.empty())));
    }

    static Target<FilesSettings> home(FilesSettings settings) {
        return target(settings, Set.of(), NORTH);
    }

    static Target<FilesSettings> recovery(FilesSettings settings) {
        return target(settings, Set.of(NORTH), SOUTH);
    }

    private static Target<FilesSettings> target(
            FilesSettings settings, Set<RegionId> lost, RegionId region) {
        Situation<FilesSettings> situation =
                new Situation<>(
                        new ComponentId("uploads"),
                        settings,
                        Optional.empty(),
                        Recovery.UNSAID,
                        Optional.of(NORTH),
                        lost,
                        SOUTH,
                        new RestoreTarget.Latest(),
                        Map.of(),
                        Facts.NONE);
        return new Target<>(situation, region, Map.of());
    }
}
