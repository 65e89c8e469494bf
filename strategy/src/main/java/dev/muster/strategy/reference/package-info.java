/// The JSON Schema and the reference page of the strategy file, made from the same shapes that the
/// reader binds to.
///
/// May depend on `strategy.shape` and what that depends on. Start reading at [StrategySchema] and
/// [ReferencePage].
@NullMarked
package dev.muster.strategy.reference;

import org.jspecify.annotations.NullMarked;
