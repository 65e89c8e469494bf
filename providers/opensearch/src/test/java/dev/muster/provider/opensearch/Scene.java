package dev.muster.provider.opensearch;

import dev.muster.kind.CronText;
import dev.muster.kind.Facts;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.VaultId;
import dev.muster.provider.Target;
import dev.muster.provider.opensearch.kind.Folder;
import dev.muster.provider.opensearch.kind.OpenSearchSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A component `search` that runs in north and comes back in south, on this machine.
///
/// @param snapshots of the source
/// @param restored where they come back
record Scene(
        OpenSearchSettings.Connection source,
        Path snapshots,
        OpenSearchSettings.Connection there,
        Path restored,
        List<String> assertions) {
    static final ComponentId COMPONENT = new ComponentId("search");
    static final RegionId NORTH = new RegionId("north");
    static final RegionId SOUTH = new RegionId("south");

    /// @param name of the folders, new for each
    static Scene of(Node north, Node south, String name) {
        return new Scene(
                north.connection(),
                north.repositories().resolve(name),
                south.connection(),
                south.repositories().resolve(name),
                List.of());
    }

    Scene at(OpenSearchSettings.Connection newSource) {
        return new Scene(newSource, snapshots, there, restored, assertions);
    }

    Scene asking(String... questions) {
        return new Scene(source, snapshots, there, restored, List.of(questions));
    }

    Scene keeping(Path newSnapshots) {
        return new Scene(source, newSnapshots, there, restored, assertions);
    }

    Target<OpenSearchSettings> home() {
        return new Target<>(situation(Set.of()), NORTH, Map.of());
    }

    Target<OpenSearchSettings> recovery() {
        return new Target<>(situation(Set.of(NORTH)), SOUTH, Map.of());
    }

    private OpenSearchSettings settings() {
        return new OpenSearchSettings(
                source,
                new Folder(snapshots.toString()),
                List.of("*", "-.*"),
                Optional.of(
                        new OpenSearchSettings.Recover(
                                Optional.of(
                                        new OpenSearchSettings.Cluster(
                                                there, new Folder(restored.toString()))),
                                Optional.of(assertions))));
    }

    private Situation<OpenSearchSettings> situation(Set<RegionId> lost) {
        return new Situation<>(
                COMPONENT,
                settings(),
                Optional.of(
                        new Protection(
                                new VaultId("main"),
                                new CronText("*/5 * * * *"),
                                Optional.empty(),
                                Optional.empty())),
                Recovery.UNSAID,
                Optional.of(NORTH),
                lost,
                SOUTH,
                new RestoreTarget.Latest(),
                Map.of(),
                Facts.NONE);
    }
}
