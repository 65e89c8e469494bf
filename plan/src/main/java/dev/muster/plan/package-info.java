/// The recovery plan: what is done, in which order, why, and how long it takes.
///
/// The same plan is run, timed, rehearsed, read and drawn; nothing else describes a recovery a
/// second time. May depend on `strategy`, `kind` and `model`; pure. Start reading at
/// [RecoveryPlan].
@NullMarked
package dev.muster.plan;

import org.jspecify.annotations.NullMarked;
