package dev.muster.provider.opensearch.backup;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.provider.BackupFlaws;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.Operation;
import dev.muster.provider.opensearch.cluster.About;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.cluster.Contents;
import dev.muster.provider.opensearch.cluster.Repository;
import dev.muster.provider.opensearch.cluster.Repository.Snapshot;
import dev.muster.provider.opensearch.cluster.Templates;
import dev.muster.provider.opensearch.kind.Names;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import dev.muster.provider.opensearch.kind.OpenSearchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One backup: a snapshot, then a copy of the repository, then older snapshots are forgotten.
///
/// The next snapshot copies only segments that are new since the last one, so the newest stays in
/// the repository. An attempt that dies leaves a snapshot more, which the next one forgets.
public final class SnapshotBackup {
    /// There is no log; recovery points all stand at the beginning of this line.
    private static final LogPosition NO_LOG = new LogPosition("opensearch", 0);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmssSSS'z'").withZone(ZoneOffset.UTC);

    private static final Duration POLL = Duration.ofMillis(200);

    /// Snapshots that stay in the repository.
    private static final int KEPT = 2;

    private static final String PREFIX = "muster-";

    private final Cluster cluster;
    private final OpenSearchSettings settings;
    private final Repository repository;
    private final BackupWriter writer;
    private final Operation operation;

    public SnapshotBackup(
            Cluster cluster,
            OpenSearchSettings settings,
            BackupWriter writer,
            Operation operation) {
        this.cluster = cluster;
        this.settings = settings;
        this.repository =
                new Repository(
                        cluster, Names.repository(cluster.component()), settings.repository());
        this.writer = writer;
        this.operation = operation;
    }

    public BackupSummary take() throws InterruptedException {
        operation.checkCancelled();
        operation.progress().stage("taking a snapshot");
        About about = About.of(cluster);
        repository.register(false);
        awaitOthers();
        requireWhole();
        List<String> remarks = new ArrayList<>();
        Contents before = Contents.of(cluster, settings.indices());
        Instant startedAt = operation.timing().instant();
        String name = PREFIX + STAMP.format(startedAt);
        Snapshot snapshot = snapshot(name);
        Contents after = Contents.of(cluster, settings.indices());
        writer.attribute(Attributes.SNAPSHOT, name);
        writer.attribute(Attributes.VERSION, about.version());
        operation.progress().stage("copying files");
        new RepositoryCopy(
                        cluster.component(),
                        Path.of(settings.repository().path()),
                        writer,
                        operation)
                .run(
                        Map.of(
                                Attributes.INDICES,
                                Cluster.bytes(before.expected(after, snapshot.indices())),
                                Attributes.TEMPLATES,
                                Cluster.bytes(Templates.of(cluster, remarks))));
        forgetOlder();
        return new BackupSummary(startedAt, startedAt, NO_LOG, NO_LOG, BackupFlaws.NONE, remarks);
    }

    private void requireWhole() throws InterruptedException {
        String health =
                cluster.get(
                                "_cluster/health/"
                                        + String.join(",", settings.indices())
                                        + "?expand_wildcards=open,hidden&timeout=1s")
                        .path("status")
                        .asString("");
        if (health.equals("red")) {
            throw OpenSearchErrors.SNAPSHOT.error(
                    cluster + ": it is red, some primary shards are nowhere",
                    "curl http://" + cluster.address() + "/_cluster/allocation/explain?pretty");
        }
    }

    /// One that was left by an attempt that died, or is made by another Muster.
    private void awaitOthers() throws InterruptedException {
        while (repository.isBusy()) {
            operation.checkCancelled();
            operation.timing().pause(POLL);
        }
    }

    private Snapshot snapshot(String name) throws InterruptedException {
        boolean done = false;
        try {
            repository.start(name, settings.indices());
            Snapshot snapshot = await(name);
            if (!snapshot.isWhole()) {
                throw OpenSearchErrors.SNAPSHOT.error(
                        cluster
                                + ": the snapshot ended as "
                                + snapshot.state()
                                + ": "
                                + snapshot.trouble(),
                        "curl http://" + cluster.address() + "/_cluster/health?pretty");
            }
            done = true;
            return snapshot;
        } finally {
            if (!done) {
                abandon(name);
            }
        }
    }

    private Snapshot await(String name) throws InterruptedException {
        long told = 0;
        while (true) {
            operation.checkCancelled();
            Optional<Snapshot> snapshot = repository.snapshot(name);
            if (snapshot.isEmpty()) {
                throw OpenSearchErrors.CHANGED.error(
                        cluster + ": the snapshot " + name + " was deleted while it was made",
                        "muster backup " + cluster.component());
            }
            if (!snapshot.get().isRunning()) {
                return snapshot.get();
            }
            long[] bytes = repository.progress(name);
            operation.progress().total(bytes[1]);
            operation.progress().advance(Math.max(0, bytes[0] - told));
            told = Math.max(told, bytes[0]);
            operation.timing().pause(POLL);
        }
    }

    private void abandon(String name) throws InterruptedException {
        try {
            repository.delete(name);
        } catch (MusterException left) {
            // the next backup forgets it; what went wrong before is what counts
            operation.progress().stage("the snapshot " + name + " is left: " + left.getMessage());
        }
    }

    private void forgetOlder() throws InterruptedException {
        operation.progress().stage("forgetting older snapshots");
        List<String> ours =
                repository.names().stream().filter(name -> name.startsWith(PREFIX)).toList();
        for (String old : ours.subList(0, Math.max(0, ours.size() - KEPT))) {
            repository.delete(old);
        }
    }
}
