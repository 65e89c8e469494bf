/// What may stand in a strategy, derived once from the records that it is bound to.
///
/// The reader, the JSON Schema and the reference page are all made from [Shape]s, so that they
/// cannot differ. May depend on `kind` and `model`. Start reading at [Shape] and [StrategyText].
@NullMarked
package dev.muster.strategy.shape;

import org.jspecify.annotations.NullMarked;
