/// Brings a base backup back into a folder, with the log laid out that brings it to the target.
///
/// May depend on the provider's `export` (what is written), `recovered` (whose folder it will be),
/// `log` and `kind`. Start reading at [Restore]; what can be reached at all is decided in `export`,
/// without touching anything.
@NullMarked
package dev.muster.provider.postgresql.restore;

import org.jspecify.annotations.NullMarked;
