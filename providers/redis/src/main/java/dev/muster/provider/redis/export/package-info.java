/// What was captured of a Redis server, as files that Redis reads by itself.
///
/// Pure; may depend on `kind`. Start reading at [ReplayPlanner].
@NullMarked
package dev.muster.provider.redis.export;

import org.jspecify.annotations.NullMarked;
