package dev.muster.provider.opensearch.cluster;

import dev.muster.model.MusterException;
import dev.muster.provider.opensearch.kind.Folder;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A repository of snapshots, as a cluster knows it.
public final class Repository {
    private final Cluster cluster;
    private final String name;
    private final Folder folder;

    public Repository(Cluster cluster, String name, Folder folder) {
        this.cluster = cluster;
        this.name = name;
        this.folder = folder;
    }

    /// Looks whether the nodes may use the folder; changes nothing.
    public void requireAllowed() throws InterruptedException {
        JsonNode nodes =
                cluster.get("_nodes/settings?filter_path=nodes.*.name,nodes.*.settings.path.repo")
                        .path("nodes");
        for (JsonNode node : nodes) {
            boolean below = false;
            for (String allowed : texts(node.path("settings").path("path").path("repo"))) {
                below |= (folder.path() + "/").startsWith(allowed.replaceAll("/+$", "") + "/");
            }
            if (!below) {
                throw OpenSearchErrors.REPOSITORY.error(
                        cluster
                                + ": "
                                + folder
                                + " is not below path.repo of "
                                + node.path("name").asString("a node"),
                        "path.repo: [ \""
                                + folder.path().replaceAll("/[^/]*$", "")
                                + "\" ], in opensearch.yml of every node; then start it anew");
            }
        }
    }

    private static List<String> texts(JsonNode value) {
        List<String> all = new ArrayList<>();
        if (value.isString()) {
            all.add(value.asString());
        }
        value.forEach(each -> all.add(each.asString("")));
        return all;
    }

    /// Makes it known to the cluster, if it is not.
    public void register(boolean readOnly) throws InterruptedException {
        Optional<JsonNode> known = cluster.find("_snapshot/" + name);
        if (known.isPresent()) {
            String location = known.get().path(name).path("settings").path("location").asString("");
            if (!location.equals(folder.path())) {
                throw OpenSearchErrors.REPOSITORY.error(
                        cluster
                                + ": its repository "
                                + name
                                + " is in "
                                + location
                                + ", not in "
                                + folder,
                        "if nobody needs it: curl -X DELETE http://"
                                + cluster.address()
                                + "/_snapshot/"
                                + name);
            }
            return;
        }
        ObjectNode body = Cluster.object().put("type", "fs");
        body.putObject("settings").put("location", folder.path()).put("readonly", readOnly);
        try {
            cluster.put("_snapshot/" + name, body);
        } catch (MusterException refused) {
            throw OpenSearchErrors.REPOSITORY.error(
                    String.valueOf(refused.getMessage()), "ls -ld " + folder, refused);
        }
    }

    /// Makes the cluster forget it; the folder stays.
    public void forget() throws InterruptedException {
        cluster.delete("_snapshot/" + name);
    }

    public void start(String snapshot, List<String> indices) throws InterruptedException {
        ObjectNode body =
                Cluster.object()
                        .put("indices", String.join(",", indices))
                        .put("ignore_unavailable", true)
                        .put("include_global_state", false)
                        .put("partial", false);
        cluster.put("_snapshot/" + name + "/" + snapshot + "?wait_for_completion=false", body);
    }

    /// What is known of a snapshot; empty if there is none of that name.
    public Optional<Snapshot> snapshot(String snapshot) throws InterruptedException {
        return cluster.find("_snapshot/" + name + "/" + snapshot)
                .map(found -> found.path("snapshots").path(0))
                .filter(JsonNode::isObject)
                .map(Snapshot::of);
    }

    /// The names of all, the oldest first, as far as their names tell.
    public List<String> names() throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (JsonNode each :
                cluster.get("_snapshot/" + name + "/_all?verbose=false").path("snapshots")) {
            all.add(each.path("snapshot").asString(""));
        }
        all.sort(null);
        return all;
    }

    /// Bytes that were copied so far, and that there are to copy.
    public long[] progress(String snapshot) throws InterruptedException {
        JsonNode stats =
                cluster.find("_snapshot/" + name + "/" + snapshot + "/_status")
                        .map(found -> found.path("snapshots").path(0).path("stats"))
                        .orElseGet(Cluster::object);
        return new long[] {
            stats.path("processed").path("size_in_bytes").asLong(0),
            stats.path("incremental").path("size_in_bytes").asLong(0)
        };
    }

    public void delete(String snapshot) throws InterruptedException {
        cluster.delete("_snapshot/" + name + "/" + snapshot);
    }

    /// Whether the cluster saves a snapshot here now.
    public boolean isBusy() throws InterruptedException {
        return !cluster.get("_snapshot/" + name + "/_current").path("snapshots").isEmpty();
    }

    /// What a cluster says of a snapshot.
    ///
    /// @param state in its words
    /// @param trouble what could not be saved, for people; empty if nothing
    public record Snapshot(String state, List<String> indices, String trouble) {
        private static Snapshot of(JsonNode found) {
            StringBuilder trouble = new StringBuilder(found.path("reason").asString(""));
            found.path("failures")
                    .forEach(each ->
                            trouble.append(' ')
                                    .append(each.path("index").asString(""))
                                    .append(": ")
                                    .append(each.path("reason").asString("")));
            int failed = found.path("shards").path("failed").asInt(0);
            if (failed > 0 && trouble.isEmpty()) {
                trouble.append(failed).append(" shards failed");
            }
            List<String> indices = new ArrayList<>();
            found.path("indices").forEach(each -> indices.add(each.asString()));
            return new Snapshot(
                    found.path("state").asString(""),
                    List.copyOf(indices),
                    trouble.toString().strip());
        }

        public boolean isRunning() {
            return state.equals("IN_PROGRESS");
        }

        public boolean isWhole() {
            return state.equals("SUCCESS") && trouble.isEmpty();
        }
    }
}
