package dev.muster.provider.redis;

import dev.muster.servers.RedisBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The servers that `./verify --peers` brought.
final class Peers {
    private Peers() {}

    /// Redis 7.0 of Debian 12.
    static RedisBinaries redis7() {
        String cache =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .orElse(System.getProperty("user.home") + "/.cache");
        String peers =
                Optional.ofNullable(System.getenv("MUSTER_PEERS")).orElse(cache + "/muster/peers");
        Path bin = Path.of(peers, "redis-debian", "bin");
        if (!Files.isExecutable(bin.resolve("redis-server"))) {
            throw new AssertionError(bin + " is not there; `./verify --peers` unpacks it");
        }
        return RedisBinaries.installed(bin);
    }
}
