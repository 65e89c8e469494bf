/// Keeps vaults in order: retention, scrub, repair, copies, legal holds.
///
/// May depend on `vault` and the strategy. Start reading at [VaultUpkeep].
@NullMarked
package dev.muster.operations.upkeep;

import org.jspecify.annotations.NullMarked;
