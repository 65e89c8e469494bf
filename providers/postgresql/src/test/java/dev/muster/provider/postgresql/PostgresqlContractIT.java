package dev.muster.provider.postgresql;

import dev.muster.model.Address;
import dev.muster.model.LogPosition;
import dev.muster.provider.DataStore;
import dev.muster.provider.Target;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.servers.Ports;
import dev.muster.testkit.DataStoreContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// With PostgreSQL 18; with all others too where the whole suite is asked for. What differs between
/// them is in [PostgresqlMajorsIT].
@ParameterizedClass
@MethodSource("majors")
class PostgresqlContractIT extends DataStoreContract<PostgresqlSettings> {
    private final PostgresqlDataStore store = new PostgresqlDataStore();

    @Parameter int major;
    @TempDir Path folder;
    private TestCluster cluster;
    private Scene scene;
    private Target<PostgresqlSettings> unreachable;

    static List<Integer> majors() {
        return Suite.whole() ? List.of(18, 17, 16, 15, 14) : List.of(18);
    }

    @BeforeEach
    void start() throws Exception {
        cluster =
                TestCluster.start(
                        TestCluster.embedded(major), folder.resolve("north"), List.of(), List.of());
        scene = Scene.of(cluster, folder.resolve("south"));
        unreachable = scene.at(Ports.free()).home();
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        cluster.close();
    }

    @Override
    protected DataStore<PostgresqlSettings> store() {
        return store;
    }

    @Override
    protected Target<PostgresqlSettings> home() {
        return scene.home();
    }

    @Override
    protected Target<PostgresqlSettings> recovery() {
        return scene.recovery();
    }

    @Override
    protected Target<PostgresqlSettings> unreachable() {
        return unreachable;
    }

    @Override
    protected void write(int number) throws Exception {
        cluster.write(number);
    }

    @Override
    protected LogPosition sourceEnd() throws Exception {
        return cluster.end();
    }

    @Override
    protected Set<Integer> numbers(Address address) throws Exception {
        return TestCluster.numbers(address.port());
    }

    @Override
    protected void killSource() throws Exception {
        cluster.server().kill();
    }
}
