/// From the texts of a strategy to its values, or to everything that is wrong with them.
///
/// May depend on the other packages of this room. Pure: texts and the values of variables come as
/// arguments. Start reading at [StrategyReader].
@NullMarked
package dev.muster.strategy.read;

import org.jspecify.annotations.NullMarked;
