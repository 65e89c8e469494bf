/// Many drawn runs of one plan: how likely an objective is kept, and where the time goes.
///
/// May depend on `plan`, `strategy`, `kind` and `model`; pure, since the randomness comes as a
/// seed. Start reading at [Simulation].
@NullMarked
package dev.muster.plan.simulation;

import org.jspecify.annotations.NullMarked;
