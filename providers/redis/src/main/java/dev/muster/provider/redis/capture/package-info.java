/// Captures a server's replication stream.
///
/// May depend on `source`, `export` and `kind`. Start reading at [Capture].
@NullMarked
package dev.muster.provider.redis.capture;

import org.jspecify.annotations.NullMarked;
