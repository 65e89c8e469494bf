/// Teaches Muster Redis: base backups and capture over the replication protocol, restore to any
/// captured moment or offset, start, verification and fencing.
///
/// May depend on `provider-api`, `kind` and `model`. Start reading at [RedisDataStore]; what the
/// core knows of the technology is in `kind`.
@NullMarked
package dev.muster.provider.redis;

import org.jspecify.annotations.NullMarked;
