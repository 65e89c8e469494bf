package dev.muster.provider.opensearch.cluster;

import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The primary shards of one index, as the cluster sees them now.
///
/// @param bytes of them that were restored
public record Shards(List<Shard> all, long bytes) {
    public Shards {
        all = List.copyOf(all);
    }

    /// @param state in the cluster's words
    /// @param reason why it is nowhere; empty if it is somewhere
    /// @param details of the reason
    /// @param source `repository/snapshot` that it was restored from; empty if it was not
    record Shard(String state, String reason, String details, String source) {}

    /// Empty if there is no such index.
    public static Optional<Shards> of(Cluster cluster, String index) throws InterruptedException {
        Optional<JsonNode> found =
                cluster.find(
                        "_cat/shards/"
                                + index
                                + "?format=json&h=shard,prirep,state,unassigned.reason,"
                                + "unassigned.details");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonNode recovered =
                cluster.find(index + "/_recovery")
                        .map(it -> it.path(index).path("shards"))
                        .orElseGet(Cluster::object);
        List<Shard> all = new ArrayList<>();
        long bytes = 0;
        for (JsonNode each : found.get()) {
            if (each.path("prirep").asString("").equals("p")) {
                JsonNode recovery = recovery(recovered, each.path("shard").asString(""));
                bytes += recovery.path("index").path("size").path("recovered_in_bytes").asLong(0);
                all.add(shard(each, recovery.path("source")));
            }
        }
        return Optional.of(new Shards(all, bytes));
    }

    private static JsonNode recovery(JsonNode recovered, String shard) {
        for (JsonNode each : recovered) {
            if (each.path("id").asString("").equals(shard)
                    && each.path("primary").asBoolean(false)) {
                return each;
            }
        }
        return Cluster.object();
    }

    private static Shard shard(JsonNode each, JsonNode source) {
        String from =
                source.has("snapshot")
                        ? source.path("repository").asString("")
                                + "/"
                                + source.path("snapshot").asString("")
                        : "";
        return new Shard(
                each.path("state").asString(""),
                each.path("unassigned.reason").asString(""),
                each.path("unassigned.details").asString(""),
                from);
    }

    public static Shards require(Cluster cluster, String index) throws InterruptedException {
        return of(cluster, index)
                .orElseThrow(() ->
                        OpenSearchErrors.INDICES.error(
                                cluster + ": the index " + index + " is gone",
                                "find out who deleted it, then run the same command again"));
    }

    public boolean areStarted() {
        return !all.isEmpty()
                && all.stream()
                        .allMatch(it ->
                                it.state().equals("STARTED") || it.state().equals("RELOCATING"));
    }

    /// Why one of them will not come; empty while they may.
    public Optional<String> failure() {
        return all.stream()
                .filter(it -> it.reason().equals("ALLOCATION_FAILED"))
                .map(Shard::details)
                .findFirst();
    }

    /// Whether each comes from that snapshot, also if it is still on its way.
    public boolean areRestoredFrom(String repository, String snapshot) {
        String source = repository + "/" + snapshot;
        return !all.isEmpty()
                && all.stream()
                        .allMatch(it ->
                                it.source().equals(source)
                                        || it.details().contains("restore_source[" + source + "]"));
    }
}
