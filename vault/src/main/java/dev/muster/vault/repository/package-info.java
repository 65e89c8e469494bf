/// The vault as others use it: make and open it, back up, restore, check, catch copies up.
///
/// May depend on `store`, `format` and `model`. Start reading at [Vault]; then [BackupSession] for
/// the way in and [BackupSnapshot] for the way out.
@NullMarked
package dev.muster.vault.repository;

import org.jspecify.annotations.NullMarked;
