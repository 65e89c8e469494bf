/// Runs a recovery plan so that it survives everything.
///
/// The [machine][dev.muster.engine.machine.Machine] decides and is pure; the
/// [shell][dev.muster.engine.shell.StepShell] stands between it and what a step does, and sees to
/// it that a finished step never runs again; the [journal][dev.muster.engine.journal.JournalFolder]
/// remembers; the [driver][dev.muster.engine.embedded.EmbeddedDriver] carries the decisions out on
/// this machine. May depend on `record`, `plan`, `kind`, `model` and `posix`. Start reading at the
/// machine.
@NullMarked
package dev.muster.engine;

import org.jspecify.annotations.NullMarked;
