package dev.muster.provider.opensearch.recovered;

import dev.muster.model.MusterException;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.Operation;
import dev.muster.provider.opensearch.backup.Attributes;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.cluster.Repository;
import dev.muster.provider.opensearch.cluster.Shards;
import dev.muster.provider.opensearch.cluster.Templates;
import dev.muster.provider.opensearch.kind.Folder;
import dev.muster.provider.opensearch.kind.Names;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Lets a cluster restore the indices of a restored repository.
///
/// The cluster says itself which indices an earlier attempt restored, and of which snapshot: those
/// are waited for. One that is there from elsewhere stops it before anything is touched.
public final class IndexRestore {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Cluster cluster;
    private final Path folder;
    private final String name;
    private final Repository repository;
    private final Operation operation;

    /// @param folder of the restored repository
    public IndexRestore(Cluster cluster, Path folder, Operation operation) {
        this.cluster = cluster;
        this.folder = folder;
        this.name = Names.restored(cluster.component());
        this.repository = new Repository(cluster, name, new Folder(folder.toString()));
        this.operation = operation;
    }

    public Started run() throws InterruptedException {
        String snapshot =
                Marks.read(cluster.component(), folder)
                        .flatMap(mark -> mark.value(Marks.SNAPSHOT))
                        .orElseThrow(this::notRestored);
        List<String> indices = new ArrayList<>();
        read(Attributes.INDICES).properties().forEach(each -> indices.add(each.getKey()));
        List<String> missing = missing(indices, snapshot);
        operation.progress().stage("restoring indices");
        repository.register(true);
        if (!missing.isEmpty()) {
            start(snapshot, missing);
        }
        await(indices);
        List<String> different = Templates.restore(cluster, read(Attributes.TEMPLATES));
        repository.forget();
        return new Started(
                cluster.address(),
                snapshot + (different.isEmpty() ? "" : "; " + String.join("; ", different)));
    }

    private MusterException notRestored() {
        return OpenSearchErrors.FOLDER.error(
                cluster + ": " + folder + " holds no restore that was completed",
                "muster restore " + cluster.component() + " --to latest");
    }

    private JsonNode read(String file) {
        try {
            return Cluster.parse(Files.readAllBytes(folder.resolve(file)));
        } catch (IOException unreadable) {
            throw OpenSearchErrors.FOLDER.error(
                    cluster + ": " + folder.resolve(file) + " cannot be read: " + unreadable,
                    "ls -l " + folder,
                    unreadable);
        }
    }

    /// @return what is neither there nor on its way
    private List<String> missing(List<String> indices, String snapshot)
            throws InterruptedException {
        List<String> missing = new ArrayList<>();
        for (String index : indices) {
            Optional<Shards> there = Shards.of(cluster, index);
            if (there.isEmpty()) {
                missing.add(index);
            } else if (!there.get().areRestoredFrom(name, snapshot)) {
                throw OpenSearchErrors.INDICES.error(
                        cluster + ": an index " + index + " is there already",
                        "if nobody needs it: curl -X DELETE http://"
                                + cluster.address()
                                + "/"
                                + index);
            }
        }
        return missing;
    }

    private void start(String snapshot, List<String> indices) throws InterruptedException {
        ObjectNode body =
                Cluster.object()
                        .put("indices", String.join(",", indices))
                        .put("include_global_state", false)
                        .put("include_aliases", true)
                        .put("partial", false);
        cluster.post(
                "_snapshot/" + name + "/" + snapshot + "/_restore?wait_for_completion=false", body);
    }

    private void await(List<String> indices) throws InterruptedException {
        long told = 0;
        for (String index : indices) {
            Shards shards = Shards.require(cluster, index);
            while (!shards.areStarted()) {
                operation.checkCancelled();
                Optional<String> failure = shards.failure();
                if (failure.isPresent()) {
                    throw OpenSearchErrors.INDICES.error(
                            cluster + ": " + index + " cannot be restored: " + failure.get(),
                            "delete it, and restore an older recovery point: curl -X DELETE http://"
                                    + cluster.address()
                                    + "/"
                                    + index);
                }
                operation.timing().pause(POLL);
                shards = Shards.require(cluster, index);
            }
            operation.progress().advance(shards.bytes());
            told += shards.bytes();
        }
        operation.progress().total(told);
    }
}
