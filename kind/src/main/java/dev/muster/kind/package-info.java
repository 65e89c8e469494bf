/// What the core must know of a technology, as pure values.
///
/// May depend on `model` only; no file, network, thread, clock or randomness. Start reading at
/// [ComponentKind], which a provider implements once for each kind of component, and at [Action],
/// the closed set of what a step can do.
@NullMarked
package dev.muster.kind;

import org.jspecify.annotations.NullMarked;
