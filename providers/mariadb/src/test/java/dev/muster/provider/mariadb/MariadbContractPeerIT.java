package dev.muster.provider.mariadb;

import dev.muster.model.Address;
import dev.muster.model.LogPosition;
import dev.muster.provider.DataStore;
import dev.muster.provider.Target;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.servers.Ports;
import dev.muster.testkit.DataStoreContract;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// With the distribution's MariaDB and its mariadb-backup.
class MariadbContractPeerIT extends DataStoreContract<MariadbSettings> {
    private final MariadbDataStore store = new MariadbDataStore();

    @TempDir Path folder;
    private TestServer server;
    private Scene scene;
    private Target<MariadbSettings> unreachable;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder.resolve("north"));
        scene = Scene.of(server, folder.resolve("south"));
        unreachable = scene.at(Ports.free()).home();
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        server.close();
    }

    @Override
    protected DataStore<MariadbSettings> store() {
        return store;
    }

    @Override
    protected Target<MariadbSettings> home() {
        return scene.home();
    }

    @Override
    protected Target<MariadbSettings> recovery() {
        return scene.recovery();
    }

    @Override
    protected Target<MariadbSettings> unreachable() {
        return unreachable;
    }

    @Override
    protected void write(int number) throws Exception {
        server.write(number);
    }

    @Override
    protected LogPosition sourceEnd() throws Exception {
        return server.end();
    }

    @Override
    protected Set<Integer> numbers(Address address) throws Exception {
        return TestServer.numbers(address.port());
    }

    @Override
    protected void killSource() throws Exception {
        server.kill();
    }
}
