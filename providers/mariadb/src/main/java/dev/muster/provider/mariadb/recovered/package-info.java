/// A restored server on this host: started, replayed, verified, and the old one fenced.
///
/// May depend on the provider's `kind`, `source` and `binlog`. Start reading at [Launch].
@NullMarked
package dev.muster.provider.mariadb.recovered;

import org.jspecify.annotations.NullMarked;
