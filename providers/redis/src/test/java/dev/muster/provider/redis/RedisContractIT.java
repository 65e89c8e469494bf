package dev.muster.provider.redis;

import dev.muster.model.Address;
import dev.muster.model.LogPosition;
import dev.muster.provider.DataStore;
import dev.muster.provider.Target;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.servers.Ports;
import dev.muster.servers.RedisBinaries;
import dev.muster.testkit.DataStoreContract;
import dev.muster.testkit.MemoryBackup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// With Redis 6.2, whose append-only file is one file.
class RedisContractIT extends DataStoreContract<RedisSettings> {
    /// A server that nobody writes to sends nothing but these.
    private static final List<String> PINGS = List.of("--repl-ping-replica-period", "1");

    private final RedisDataStore store = new RedisDataStore();

    @TempDir Path folder;
    private Redis redis;
    private Scene scene;
    private Target<RedisSettings> unreachable;

    /// The server to work with.
    RedisBinaries binaries() {
        return Redis.embedded();
    }

    @BeforeEach
    void start() throws Exception {
        redis = Redis.start(binaries(), folder.resolve("north"), PINGS);
        scene =
                new Scene(
                        redis.port(),
                        redis.server().bin(),
                        folder.resolve("south"),
                        Ports.free(),
                        Optional.empty());
        unreachable = scene.at(Ports.free()).home();
        // its first replica makes it take another replication id; a capture may be that one too,
        // but then nobody can say beforehand where the stream ends
        store.backup(scene.home(), new MemoryBackup(), operation("first-replica"));
    }

    @AfterEach
    void stop() {
        scene.killRestored();
        redis.close();
    }

    @Override
    protected DataStore<RedisSettings> store() {
        return store;
    }

    @Override
    protected Target<RedisSettings> home() {
        return scene.home();
    }

    @Override
    protected Target<RedisSettings> recovery() {
        return scene.recovery();
    }

    @Override
    protected Target<RedisSettings> unreachable() {
        return unreachable;
    }

    @Override
    protected void write(int number) throws Exception {
        redis.ask("SADD", "numbers", Integer.toString(number));
    }

    @Override
    protected LogPosition sourceEnd() throws Exception {
        return redis.end();
    }

    @Override
    protected Set<Integer> numbers(Address address) throws Exception {
        return Redis.numbers(address.port(), Optional.of(Redis.PASSWORD));
    }

    @Override
    protected void killSource() throws Exception {
        redis.server().kill();
    }
}
