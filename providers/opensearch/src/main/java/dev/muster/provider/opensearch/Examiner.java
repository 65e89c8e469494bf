package dev.muster.provider.opensearch;

import dev.muster.model.ByteSize;
import dev.muster.provider.Examination;
import dev.muster.provider.opensearch.cluster.About;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.cluster.Repository;
import dev.muster.provider.opensearch.kind.Folder;
import dev.muster.provider.opensearch.kind.Names;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import dev.muster.provider.opensearch.kind.OpenSearchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Looks at a cluster that is to be protected; changes nothing.
final class Examiner {
    private final Cluster cluster;
    private final OpenSearchSettings settings;

    Examiner(Cluster cluster, OpenSearchSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    Examination run() throws InterruptedException {
        About about = About.of(cluster);
        new Repository(cluster, Names.repository(cluster.component()), settings.repository())
                .requireAllowed();
        requireReadable(settings.repository());
        JsonNode primaries =
                cluster.get(
                                String.join(",", settings.indices())
                                        + "/_stats/store?level=cluster&expand_wildcards=open,hidden")
                        .path("_all")
                        .path("primaries");
        long bytes = primaries.path("store").path("size_in_bytes").asLong(0);
        return new Examination(about.toString(), new ByteSize(bytes), notes());
    }

    /// The cluster makes it with the first snapshot.
    private void requireReadable(Folder repository) {
        Path folder = Path.of(repository.path());
        Path above = folder.getParent();
        boolean there = Files.exists(folder) || above == null;
        if (!Files.isReadable(there ? folder : above)) {
            throw OpenSearchErrors.REPOSITORY.error(
                    cluster + ": " + (there ? folder : above) + " cannot be read from here",
                    "mount it here under the same name, readable for this user");
        }
    }

    private List<String> notes() throws InterruptedException {
        List<String> notes = new ArrayList<>();
        String health = cluster.get("_cluster/health").path("status").asString("");
        if (health.equals("red")) {
            notes.add("the cluster is red: a snapshot fails while a primary shard is missing");
        }
        return notes;
    }
}
