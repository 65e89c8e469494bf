/// What the vault carries beside backups: secrets for recoveries, versions of the strategy,
/// runbooks.
///
/// May depend on `format`, `store` and `repository`. Start reading at [SealedShelf].
@NullMarked
package dev.muster.vault.sealed;

import org.jspecify.annotations.NullMarked;
