/// Processes that are started, recorded, found again and stopped, also by a later Muster.
///
/// A process is recorded before its program runs, and is only ever signalled when it is proved to
/// be the recorded one: process ids are reused, so each record holds the start time and a mark that
/// the process and its children carry. May depend on `model`, `posix` and the JDK. Start reading at
/// [Launcher], [ProcessRoll] and [ProcessTree].
@NullMarked
package dev.muster.processes;

import org.jspecify.annotations.NullMarked;
