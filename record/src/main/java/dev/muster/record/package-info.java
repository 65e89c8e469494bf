/// What happened, as values: the events of a run, the receipts of its steps, what was measured, and
/// the chain of hashes that makes it evidence.
///
/// May depend on `plan`, `kind` and `model`, and on the JSON library for [the
/// codec][dev.muster.record.json.RecordJson]; pure: no file, network, thread, clock or randomness.
/// Start reading at [RunRecord], then [Event] and [Receipt].
@NullMarked
package dev.muster.record;

import org.jspecify.annotations.NullMarked;
