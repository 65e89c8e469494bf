/// Where objects are kept: one store, and several copies of a vault as one.
///
/// [VaultStore] is the port, [FolderStore] keeps objects as files, [Copies] writes to all copies
/// and reads from whichever is whole. May depend on `model` and `format`. Start reading at
/// [VaultStore].
@NullMarked
package dev.muster.vault.store;

import org.jspecify.annotations.NullMarked;
