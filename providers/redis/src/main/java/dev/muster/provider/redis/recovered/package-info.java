/// Restored servers on this host: starting them, checking them; and fencing old ones.
///
/// May depend on `source`, `export` and `kind`. Start reading at [Launch].
@NullMarked
package dev.muster.provider.redis.recovered;

import org.jspecify.annotations.NullMarked;
