/// Runs as people look at them: which there are, how far each is, what waits for whom.
///
/// May depend on the engine, the plan, the record and the vault; changes nothing. Start reading at
/// [RunBook].
@NullMarked
package dev.muster.operations.runs;

import org.jspecify.annotations.NullMarked;
