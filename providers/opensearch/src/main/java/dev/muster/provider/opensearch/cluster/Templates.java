package dev.muster.provider.opensearch.cluster;

import dev.muster.model.MusterException;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a cluster has beside its indices, and a snapshot of indices has not: templates and ingest
/// pipelines. They are saved as JSON and put back one by one, because a snapshot's global state
/// would overwrite all that the other cluster has.
public final class Templates {
    /// In this order, since some need others: the path to ask, and the array that answers with
    /// `name` and the value; empty where the answer is an object by name.
    private enum Sort {
        PIPELINE("_ingest/pipeline", "", ""),
        COMPONENT("_component_template", "component_templates", "component_template"),
        INDEX("_index_template", "index_templates", "index_template");

        private final String path;
        private final String array;
        private final String value;

        Sort(String path, String array, String value) {
            this.path = path;
            this.array = array;
            this.value = value;
        }
    }

    private Templates() {}

    /// @param remarks gets what cannot be read with the user's rights
    public static JsonNode of(Cluster cluster, List<String> remarks) throws InterruptedException {
        ObjectNode all = Cluster.object();
        for (Sort sort : Sort.values()) {
            try {
                all.set(sort.path, read(cluster, sort));
            } catch (MusterException refused) {
                if (!refused.code().equals(OpenSearchErrors.LOGIN)) {
                    throw refused;
                }
                remarks.add(sort.path + " is not in the backup: " + refused.getMessage());
            }
        }
        return all;
    }

    private static ObjectNode read(Cluster cluster, Sort sort) throws InterruptedException {
        ObjectNode named = Cluster.object();
        JsonNode found = cluster.find(sort.path).orElseGet(Cluster::object);
        if (sort.array.isEmpty()) {
            found.properties().forEach(each -> take(named, each.getKey(), each.getValue()));
        } else {
            found.path(sort.array)
                    .forEach(each ->
                            take(named, each.path("name").asString(""), each.path(sort.value)));
        }
        return named;
    }

    /// Names that begin with a point are the cluster's own.
    private static void take(ObjectNode named, String name, JsonNode value) {
        if (!name.isEmpty() && !name.startsWith(".")) {
            named.set(name, value);
        }
    }

    /// Puts back what the cluster has not; what it has stays.
    ///
    /// @return what is there already and is another one
    public static List<String> restore(Cluster cluster, JsonNode saved)
            throws InterruptedException {
        List<String> different = new ArrayList<>();
        for (Sort sort : Sort.values()) {
            ObjectNode there = read(cluster, sort);
            for (Map.Entry<String, JsonNode> each : saved.path(sort.path).properties()) {
                if (!there.has(each.getKey())) {
                    cluster.put(sort.path + "/" + each.getKey(), each.getValue());
                } else if (!there.path(each.getKey()).equals(each.getValue())) {
                    different.add(
                            sort.path + "/" + each.getKey() + " was there and is another one");
                }
            }
        }
        return different;
    }
}
