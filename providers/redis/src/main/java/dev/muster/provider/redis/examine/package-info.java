/// Looks whether a server can be protected, and how well.
///
/// May depend on `source`, `export` and `kind`. Start reading at [Examiner].
@NullMarked
package dev.muster.provider.redis.examine;

import org.jspecify.annotations.NullMarked;
