/// The state machine of a run: `(state, event) -> (state, commands)`.
///
/// Pure: no file, network, thread, clock or randomness, so that every driver decides the same and a
/// replay of the journal gives the same state. May depend on `record`, `plan`, `kind` and `model`.
/// Start reading at [Machine].
@NullMarked
package dev.muster.engine.machine;

import org.jspecify.annotations.NullMarked;
