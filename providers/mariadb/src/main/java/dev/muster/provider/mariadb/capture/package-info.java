/// Captures the binary log as it is written.
///
/// May depend on the provider's `kind`, `source`, `binlog` and `replication`. Start reading at
/// [Capture].
@NullMarked
package dev.muster.provider.mariadb.capture;

import org.jspecify.annotations.NullMarked;
