/// What stands between the engine and the work of a step: ledger, probe, run, receipt.
///
/// The promise that a finished step never runs twice is kept here, whichever driver calls. May
/// depend on the machine, `record`, `plan`, `kind` and `model`. Start reading at [StepShell], then
/// [StepHandler] for those who write what a step does and [Ledger] for those who keep receipts.
@NullMarked
package dev.muster.engine.shell;

import org.jspecify.annotations.NullMarked;
