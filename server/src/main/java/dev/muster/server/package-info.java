/// The daemon: takes backups when they are due, captures logs without a break, and starts a
/// recovery when a trigger fires.
///
/// May depend on `drill` and `documents` and what they stand on. Start reading at [Daemon].
@NullMarked
package dev.muster.server;

import org.jspecify.annotations.NullMarked;
