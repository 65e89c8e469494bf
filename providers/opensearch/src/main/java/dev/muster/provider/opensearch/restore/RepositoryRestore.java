package dev.muster.provider.opensearch.restore;

import dev.muster.datafolder.Mark;
import dev.muster.datafolder.Place;
import dev.muster.datafolder.Staging;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.opensearch.backup.Attributes;
import dev.muster.provider.opensearch.cluster.About;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.cluster.Repository;
import dev.muster.provider.opensearch.kind.Names;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import dev.muster.provider.opensearch.kind.OpenSearchSettings;
import dev.muster.provider.opensearch.kind.TargetText;
import dev.muster.provider.opensearch.recovered.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings a repository back into a folder, from which a cluster can restore.
public final class RepositoryRestore {
    private final ComponentId component;
    private final Optional<OpenSearchSettings.Cluster> cluster;
    private final RestoreRequest request;
    private final BackupReader base;
    private final Operation operation;
    private final Path folder;
    private final Place place;

    public RepositoryRestore(
            ComponentId component,
            OpenSearchSettings settings,
            RestoreRequest request,
            BackupReader base,
            Operation operation) {
        this.component = component;
        this.request = request;
        this.base = base;
        this.operation = operation;
        this.folder = request.into().toAbsolutePath().normalize();
        this.cluster =
                settings.cluster().filter(it -> Path.of(it.repository().path()).equals(folder));
        this.place =
                Place.fresh(
                        Marks.ERRORS,
                        component,
                        folder,
                        operation.token(),
                        TargetText.of(request.target()).replace('\n', ' '));
    }

    /// Looks whether [#run] could be done, and the cluster restore from its folder.
    public void require() throws InterruptedException {
        requireReached(request.target());
        if (cluster.isPresent()) {
            requireCluster(cluster.get());
        }
        if (!place.isComplete()) {
            requirePlace();
        }
    }

    private void requireCluster(OpenSearchSettings.Cluster it) throws InterruptedException {
        try (Cluster there = Cluster.of(component, it.connection())) {
            About about = About.of(there);
            String saved = attribute(Attributes.VERSION);
            if (!about.canRestore(saved)) {
                throw OpenSearchErrors.VERSION.error(
                        there + " is " + about + ", and cannot restore a snapshot of " + saved,
                        "let it come back in a cluster of " + saved + " or newer");
            }
            new Repository(there, Names.restored(component), it.repository()).requireAllowed();
        }
    }

    private void requirePlace() {
        place.requireUsable(base.point().logical());
    }

    public RestoreReport run() throws InterruptedException {
        operation.checkCancelled();
        operation.progress().stage("checking the target");
        requireReached(request.target());
        if (place.isComplete()) {
            return RestoreReport.COMPLETE;
        }
        requirePlace();
        String snapshot = attribute(Attributes.SNAPSHOT);
        Staging staging = Staging.begin(Marks.ERRORS, component, folder, operation.token());
        boolean complete = false;
        try {
            fill(staging.folder(), snapshot);
            staging.complete();
            complete = true;
            return report(snapshot);
        } catch (IOException error) {
            throw failed(error);
        } finally {
            if (!complete) {
                staging.discard();
            }
        }
    }

    private void fill(Path draft, String snapshot) throws IOException, InterruptedException {
        operation.progress().stage("copying files");
        base.extract(draft, path -> !path.equals(Mark.RESTORED), operation.progress());
        if (!Files.exists(draft.resolve(Attributes.INDICES))) {
            throw content("has no " + Attributes.INDICES);
        }
        new Mark(
                        Map.of(
                                Mark.TOKEN,
                                operation.token(),
                                Mark.COMPONENT,
                                component.value(),
                                Mark.TARGET,
                                TargetText.of(request.target()).replace('\n', ' '),
                                Marks.SNAPSHOT,
                                snapshot))
                .write(draft, Mark.RESTORED);
        // the cluster's user must be able to read it, by its group
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-x---"));
        operation.checkCancelled();
    }

    private static RestoreReport report(String snapshot) {
        return new RestoreReport(
                0, ByteSize.ZERO, ByteSize.ZERO, List.of("it holds " + snapshot), List.of());
    }

    /// Only the state of the snapshot itself can come back: the newest that is not after a moment.
    private void requireReached(RestoreTarget target) {
        RecoveryPoint point = base.point();
        boolean reached =
                switch (target) {
                    case RestoreTarget.Latest _ -> true;
                    case RestoreTarget.AtTime time -> !time.time().isBefore(point.consistentAt());
                    case RestoreTarget.AtPosition _,
                            RestoreTarget.AtTransaction _,
                            RestoreTarget.AtName _ ->
                            false;
                };
        if (!reached) {
            throw OpenSearchErrors.TARGET.error(
                    component
                            + ": '"
                            + TargetText.of(target)
                            + "' cannot be brought back from the snapshot of "
                            + point.consistentAt(),
                    "muster points " + component);
        }
    }

    private String attribute(String name) {
        return base.attribute(name).orElseThrow(() -> content("does not say its " + name));
    }

    private RuntimeException content(String what) {
        return OpenSearchErrors.SNAPSHOT.error(
                component + ": the backup " + base.point().id() + " " + what,
                "muster points " + component);
    }

    private RuntimeException failed(IOException error) {
        boolean full = String.valueOf(error.getMessage()).contains("No space left");
        return (full ? OpenSearchErrors.SPACE : OpenSearchErrors.FOLDER)
                .error(
                        component + ": " + folder + " could not be made: " + error,
                        "df -h " + Mark.above(folder),
                        error);
    }
}
