/// How a Redis server is reached: connections, its words, and its replication stream.
///
/// May depend on `kind` and `export`. Start reading at [RedisConnection] and [ReplicationLink].
@NullMarked
package dev.muster.provider.redis.source;

import org.jspecify.annotations.NullMarked;
