/// The replication protocol over pgjdbc's connection: commands, base backups and streaming.
///
/// pgjdbc opens the connection, with TLS and SCRAM; from then on its socket is read and written
/// here, because its own copy of the protocol cannot run BASE_BACKUP nor follow a timeline. May
/// depend on the provider's `kind` and `source` and on pgjdbc. Start reading at
/// [ReplicationConnection].
@NullMarked
package dev.muster.provider.postgresql.replication;

import org.jspecify.annotations.NullMarked;
