/// Teaches Muster PostgreSQL: base backups and log capture over the replication protocol, restore
/// to any captured moment, start, verification and fencing.
///
/// May depend on `provider-api`, `kind`, `model` and pgjdbc. Start reading at
/// [PostgresqlDataStore]; what the core knows of the technology is in `kind`.
@NullMarked
package dev.muster.provider.postgresql;

import org.jspecify.annotations.NullMarked;
