/// Base backups, by the server's own tool, taken apart file by file.
///
/// May depend on the provider's `kind`, `source`, `binlog`, `replication` and `recovered`. Start
/// reading at [BaseBackup].
@NullMarked
package dev.muster.provider.mariadb.backup;

import org.jspecify.annotations.NullMarked;
