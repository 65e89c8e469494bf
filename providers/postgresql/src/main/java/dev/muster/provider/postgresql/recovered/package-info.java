/// The cluster that comes back: who owns its folder, how it is started, verified, and told from an
/// old primary.
///
/// May depend on the provider's `source`, `backup`, `export`, `log` and `kind`. Start reading at
/// [Launch] and [Verify].
@NullMarked
package dev.muster.provider.postgresql.recovered;

import org.jspecify.annotations.NullMarked;
