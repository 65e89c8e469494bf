/// What a strategy should know of itself before the day: findings, and the arithmetic of its
/// objectives.
///
/// May depend on `plan` and what that depends on; pure. Start reading at [Checker].
@NullMarked
package dev.muster.check;

import org.jspecify.annotations.NullMarked;
