/// Takes a base backup: BASE_BACKUP's tar stream becomes files in a backup writer.
///
/// May depend on the provider's `replication`, `source`, `export` (names of attributes), `log` and
/// `kind`. Start reading at [BaseBackup].
@NullMarked
package dev.muster.provider.postgresql.backup;

import org.jspecify.annotations.NullMarked;
