/// MariaDB as a data store: base backups by mariadb-backup, captured binary log, restores to any
/// moment.
///
/// May depend on `provider-api` and what that knows. Start reading at [MariadbDataStore].
@NullMarked
package dev.muster.provider.mariadb;

import org.jspecify.annotations.NullMarked;
