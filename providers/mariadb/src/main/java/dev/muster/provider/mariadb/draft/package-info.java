/// Drafts a component of a strategy from a server that runs.
///
/// May depend on the provider's `kind`, `source` and `examine`. Start reading at [MariadbDrafting].
@NullMarked
package dev.muster.provider.mariadb.draft;

import org.jspecify.annotations.NullMarked;
