package dev.muster.provider.opensearch.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How much is in each index at a moment.
///
/// @param indices by their names
public record Contents(Map<String, Content> indices) {
    public Contents {
        indices = Map.copyOf(indices);
    }

    /// @param documents that a search finds
    /// @param writes a number that grows with each write
    record Content(long documents, long writes) {}

    /// @param patterns of the indices that are counted
    public static Contents of(Cluster cluster, List<String> patterns) throws InterruptedException {
        String names = String.join(",", patterns);
        // a search finds nothing that was written since the last refresh
        cluster.post(
                names + "/_refresh?ignore_unavailable=true&expand_wildcards=open,hidden",
                Cluster.object());
        JsonNode found =
                cluster.get(
                                names
                                        + "/_stats/docs?level=shards&expand_wildcards=open,hidden"
                                        + "&filter_path=indices.*.primaries.docs.count,"
                                        + "indices.*.shards.*.routing.primary,"
                                        + "indices.*.shards.*.seq_no.max_seq_no")
                        .path("indices");
        Map<String, Content> indices = new TreeMap<>();
        found.properties()
                .forEach(each ->
                        indices.put(
                                each.getKey(),
                                new Content(
                                        each.getValue()
                                                .path("primaries")
                                                .path("docs")
                                                .path("count")
                                                .asLong(0),
                                        writes(each.getValue().path("shards")))));
        return new Contents(indices);
    }

    private static long writes(JsonNode shards) {
        long all = 0;
        for (JsonNode copies : shards) {
            for (JsonNode copy : copies) {
                if (copy.path("routing").path("primary").asBoolean(false)) {
                    // -1 where nothing was written yet
                    all += copy.path("seq_no").path("max_seq_no").asLong(-1) + 1;
                }
            }
        }
        return all;
    }

    /// What must be in a snapshot that was taken between this and a later moment, as JSON: the
    /// number of documents where nothing was written meanwhile.
    ///
    /// @param saved the names of the indices that the snapshot has
    public JsonNode expected(Contents later, List<String> saved) {
        ObjectNode all = Cluster.object();
        for (String name : saved) {
            Content before = indices.get(name);
            ObjectNode each = all.putObject(name);
            if (before != null && before.equals(later.indices.get(name))) {
                each.put("documents", before.documents());
            }
        }
        return all;
    }

    /// How many documents an index has; empty where there is no such index.
    public Optional<Long> documents(String index) {
        return Optional.ofNullable(indices.get(index)).map(Content::documents);
    }
}
