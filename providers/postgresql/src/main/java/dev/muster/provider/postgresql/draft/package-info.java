/// Drafts what a strategy says of a cluster by looking at one that runs.
///
/// May depend on `kind`, `source` and `examine`; sends nothing but questions. Start reading at
/// [PostgresqlDrafting].
@NullMarked
package dev.muster.provider.postgresql.draft;

import org.jspecify.annotations.NullMarked;
