package dev.muster.provider.opensearch;

import dev.muster.provider.DataStore;
import dev.muster.provider.Target;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.kind.OpenSearchSettings;
import dev.muster.servers.Ports;
import dev.muster.testkit.PlainStoreContract;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// With two real clusters of one node each.
class OpenSearchContractPeerIT extends PlainStoreContract<OpenSearchSettings> {
    @TempDir static Path nodes;
    private static Node north;
    private static Node south;

    private final OpenSearchDataStore store = new OpenSearchDataStore();
    private Scene scene;
    private Target<OpenSearchSettings> unreachable;

    @BeforeAll
    static void startNodes() throws Exception {
        north = Node.start(nodes.resolve("north"));
        south = Node.start(nodes.resolve("south"));
        north.await();
        south.await();
    }

    @AfterAll
    static void stopNodes() throws Exception {
        north.close();
        south.close();
    }

    @BeforeEach
    void begin() throws Exception {
        north.clear();
        south.clear();
        scene = Scene.of(north, south, "search-" + UUID.randomUUID());
        unreachable = scene.at(Node.connection(Ports.free())).home();
        // an index without documents has a size too
        north.index("first", 0);
    }

    @Override
    protected DataStore<OpenSearchSettings> store() {
        return store;
    }

    @Override
    protected Target<OpenSearchSettings> home() {
        return scene.home();
    }

    @Override
    protected Target<OpenSearchSettings> recovery() {
        return scene.recovery();
    }

    @Override
    protected Target<OpenSearchSettings> unreachable() {
        return unreachable;
    }

    @Override
    protected void write(int number) throws Exception {
        north.index("numbers", number);
    }

    @Override
    protected Set<Integer> numbers(Path folder) throws Exception {
        store.start(recovery(), operation("start"));
        try (Cluster cluster = south.cluster()) {
            Set<Integer> all = new HashSet<>();
            JsonNode found = cluster.get("numbers/_search?size=1000&filter_path=hits.hits._source");
            found.path("hits")
                    .path("hits")
                    .forEach(each -> all.add(each.path("_source").path("number").asInt()));
            return all;
        }
    }
}
