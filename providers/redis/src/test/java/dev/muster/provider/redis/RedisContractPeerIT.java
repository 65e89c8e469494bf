package dev.muster.provider.redis;

import dev.muster.servers.Peers;
import dev.muster.servers.RedisBinaries;

/// With Redis 7.0, whose append-only file is a folder.
class RedisContractPeerIT extends RedisContractIT {
    @Override
    RedisBinaries binaries() {
        return RedisBinaries.installed(
                Peers.folder("redis-debian", "bin/redis-server").resolve("bin"));
    }
}
