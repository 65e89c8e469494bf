/// Base backups: all data of a server at one place of its replication stream.
///
/// May depend on `source`, `export` and `kind`. Start reading at [BaseBackup].
@NullMarked
package dev.muster.provider.redis.backup;

import org.jspecify.annotations.NullMarked;
