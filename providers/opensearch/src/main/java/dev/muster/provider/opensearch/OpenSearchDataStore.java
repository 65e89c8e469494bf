package dev.muster.provider.opensearch;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.DataStore;
import dev.muster.provider.Examination;
import dev.muster.provider.LogReader;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.provider.Verification;
import dev.muster.provider.opensearch.backup.SnapshotBackup;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import dev.muster.provider.opensearch.kind.OpenSearchKind;
import dev.muster.provider.opensearch.kind.OpenSearchSettings;
import dev.muster.provider.opensearch.recovered.Fencing;
import dev.muster.provider.opensearch.recovered.IndexRestore;
import dev.muster.provider.opensearch.recovered.Verify;
import dev.muster.provider.opensearch.restore.RepositoryRestore;
import java.nio.file.Path;
import java.time.Duration;

/// OpenSearch as a data store. Each operation is a class of its own; this one only hands on.
public final class OpenSearchDataStore implements DataStore<OpenSearchSettings> {
    private static final Duration FENCE = Duration.ofSeconds(5);

    private final OpenSearchKind kind = new OpenSearchKind();

    @Override
    public ComponentKind<OpenSearchSettings> kind() {
        return kind;
    }

    @Override
    public Examination examine(Target<OpenSearchSettings> target) throws InterruptedException {
        try (Cluster cluster = source(target)) {
            return new Examiner(cluster, target.settings()).run();
        }
    }

    @Override
    public BackupSummary backup(
            Target<OpenSearchSettings> target, BackupWriter writer, Operation operation)
            throws InterruptedException {
        try (Cluster cluster = source(target)) {
            return new SnapshotBackup(cluster, target.settings(), writer, operation).take();
        }
    }

    @Override
    public void capture(Target<OpenSearchSettings> target, LogSink sink, Operation operation) {
        throw OpenSearchErrors.TARGET.error(
                target.component() + ": OpenSearch has no log that could be captured",
                "take `logs:` out of its `protect`, and back up more often");
    }

    @Override
    public Path restoreFolder(Target<OpenSearchSettings> target) {
        return Path.of(there(target).repository().path());
    }

    @Override
    public void requireRestorable(
            Target<OpenSearchSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        restoring(target, request, base, operation).require();
    }

    @Override
    public RestoreReport restore(
            Target<OpenSearchSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        return restoring(target, request, base, operation).run();
    }

    private static RepositoryRestore restoring(
            Target<OpenSearchSettings> target,
            RestoreRequest request,
            BackupReader base,
            Operation operation) {
        return new RepositoryRestore(
                target.component(), target.settings(), request, base, operation);
    }

    @Override
    public Started start(Target<OpenSearchSettings> target, Operation operation)
            throws InterruptedException {
        try (Cluster cluster = recovered(target)) {
            return new IndexRestore(cluster, restoreFolder(target), operation).run();
        }
    }

    @Override
    public Verification verify(Target<OpenSearchSettings> target, Operation operation)
            throws InterruptedException {
        try (Cluster cluster = recovered(target)) {
            return new Verify(
                            cluster,
                            restoreFolder(target),
                            target.settings().assertions(),
                            operation)
                    .run();
        }
    }

    @Override
    public Fence fence(
            Target<OpenSearchSettings> target, CaptureState receiver, Operation operation)
            throws InterruptedException {
        try (Cluster old = Cluster.of(target.component(), target.settings().connection(), FENCE)) {
            return new Fencing(old).run();
        }
    }

    private static Cluster source(Target<OpenSearchSettings> target) {
        return Cluster.of(target.component(), target.settings().connection());
    }

    private static Cluster recovered(Target<OpenSearchSettings> target) {
        return Cluster.of(target.component(), there(target).connection());
    }

    private static OpenSearchSettings.Cluster there(Target<OpenSearchSettings> target) {
        return target.settings().cluster().orElseThrow(() -> noCluster(target));
    }

    private static MusterException noCluster(Target<OpenSearchSettings> target) {
        return OpenSearchErrors.NO_CLUSTER.error(
                target.component() + ": `recover.cluster` is missing",
                "cluster: { connection: { host: 127.0.0.1, port: 9200 }, repository:"
                        + " /srv/snapshots/"
                        + target.component()
                        + " }");
    }
}
