/// The strategy file as values, and the way from its text to them.
///
/// May depend on `kind` and `model`; no file, network, clock or randomness: texts and the values of
/// variables come as arguments. Start reading at [Strategy].
@NullMarked
package dev.muster.strategy;

import org.jspecify.annotations.NullMarked;
