/// Real servers as child processes in a folder: for tests, the demo and rehearsals.
///
/// No server outlives the process that started it, however that one ends. May depend on `model` and
/// `processes`. Start reading at [PostgresqlServer].
@NullMarked
package dev.muster.servers;

import org.jspecify.annotations.NullMarked;
