/// The daemon: takes backups when they are due, captures logs without a break, starts a recovery
/// when a trigger fires, and tells people what is wrong.
///
/// May depend on `drill`, `documents` and `notices` and what they stand on. Start reading at
/// [Daemon].
@NullMarked
package dev.muster.server;

import org.jspecify.annotations.NullMarked;
