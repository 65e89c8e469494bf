package dev.muster.engine.shell;

import dev.muster.model.Epoch;
import dev.muster.model.RunId;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import dev.muster.record.Token;
import java.util.Optional;

/// The run's home: who may act, and which steps are done. Safe for many threads.
///
/// Everything is put if absent and durable when the call returns. A call whose reply was lost may
/// be made again. Errors are [dev.muster.model.MusterException]s; a call that threw may still have
/// been carried out.
public interface Ledger {
    /// How the run began; empty if this home knows no such run.
    Optional<RunStart> start(RunId run);

    /// Writes down how a run begins, if nothing is there yet.
    ///
    /// @return what is there now: the argument, or what was written before
    RunStart begin(RunStart start);

    /// The receipt of a step, if it is done.
    Optional<Receipt> find(Token token);

    /// Writes a receipt down, if the step has none yet.
    ///
    /// @return what is there now: the argument, or what was written before
    Receipt putIfAbsent(Receipt receipt);

    /// Grants the next epoch of a run, by a conditional put: no two callers get the same.
    Epoch claim(RunId run);

    /// The highest epoch that was granted; empty if none was. Sees every grant that happened before
    /// the call.
    Optional<Epoch> currentEpoch(RunId run);
}
