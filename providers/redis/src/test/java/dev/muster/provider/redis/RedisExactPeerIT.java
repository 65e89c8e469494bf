package dev.muster.provider.redis;

import dev.muster.model.Digest;
import dev.muster.servers.Peers;
import dev.muster.servers.RedisBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// As [RedisExactIT], with Redis 7, and with a configuration of the user's own.
class RedisExactPeerIT extends RedisExactIT {
    @Override
    RedisBinaries binaries() {
        return RedisBinaries.installed(
                Peers.folder("redis-debian", "bin/redis-server").resolve("bin"));
    }

    @Override
    List<String> options() {
        return List.of("--repl-ping-replica-period", "1", "--enable-debug-command", "yes");
    }

    @Override
    Optional<Path> config() throws Exception {
        String hash = Digest.of(Redis.PASSWORD).toString();
        Path file = folder().resolve("own.conf");
        return Optional.of(
                Files.write(
                        file,
                        List.of(
                                "bind 127.0.0.1",
                                "enable-debug-command yes",
                                "replicaof 127.0.0.1 1",
                                "user default on #" + hash + " ~* &* +@all",
                                "user " + Redis.USER + " on #" + hash + " -@all +ping +info")));
    }
}
