package dev.muster.provider.opensearch;

import dev.muster.kind.Port;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.kind.OpenSearchSettings;
import dev.muster.provider.opensearch.kind.Tls;
import dev.muster.servers.OpenSearchServer;
import dev.muster.testkit.RealTiming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A real cluster of one node, and what tests ask of it.
record Node(OpenSearchServer server) implements AutoCloseable {
    private static final int TRIES = 1_200;

    /// Begins to start it; [#await] waits until it answers.
    static Node start(Path folder) throws Exception {
        return new Node(OpenSearchServer.start(folder, new RealTiming()));
    }

    Path repositories() {
        return server.repositories();
    }

    Node await() throws InterruptedException {
        try (Cluster cluster = cluster()) {
            for (int i = 0; ; i++) {
                try {
                    cluster.get("_cluster/health?wait_for_status=yellow&timeout=30s");
                    return this;
                } catch (MusterException notYet) {
                    if (i >= TRIES) {
                        throw notYet;
                    }
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
        }
    }

    OpenSearchSettings.Connection connection() {
        return connection(server.port());
    }

    static OpenSearchSettings.Connection connection(int port) {
        return new OpenSearchSettings.Connection(
                "127.0.0.1",
                new Port(port),
                Optional.empty(),
                Optional.empty(),
                Tls.DISABLE,
                Optional.empty());
    }

    Cluster cluster() {
        return Cluster.of(new ComponentId("search"), connection());
    }

    /// As it was when it was new.
    void clear() throws InterruptedException, IOException {
        try (Cluster cluster = cluster()) {
            ObjectNode open = Cluster.object();
            open.putObject("persistent").putNull("cluster.blocks.read_only");
            cluster.put("_cluster/settings", open);
            for (JsonNode each : cluster.get("_cat/indices?format=json&expand_wildcards=all")) {
                cluster.delete(each.path("index").asString());
            }
            for (String repository : cluster.get("_snapshot").propertyNames()) {
                cluster.delete("_snapshot/" + repository);
            }
            for (JsonNode each : cluster.get("_index_template").path("index_templates")) {
                cluster.delete("_index_template/" + each.path("name").asString());
            }
        }
    }

    void index(String index, int number) throws InterruptedException {
        try (Cluster cluster = cluster()) {
            cluster.put(index + "/_doc/" + number, Cluster.object().put("number", number));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
