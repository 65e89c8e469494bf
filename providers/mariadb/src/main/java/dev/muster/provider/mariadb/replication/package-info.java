/// The binary log as a replica reads it.
///
/// May depend on the provider's `source` and `binlog`. Start reading at [BinlogStream].
@NullMarked
package dev.muster.provider.mariadb.replication;

import org.jspecify.annotations.NullMarked;
