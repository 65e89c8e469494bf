/// Brings a base backup and the captured stream back into a folder.
///
/// May depend on `recovered`, `export` and `kind`. Start reading at [Restore].
@NullMarked
package dev.muster.provider.redis.restore;

import org.jspecify.annotations.NullMarked;
