/// Base backups: from a data store through its provider into the vault.
///
/// May depend on what `operations` may. Start reading at [BackupJob].
@NullMarked
package dev.muster.operations.backup;

import org.jspecify.annotations.NullMarked;
