/// Moments as people type and read them. Pure.
///
/// May depend on `model`. Start reading at [Moments].
@NullMarked
package dev.muster.cli.moment;

import org.jspecify.annotations.NullMarked;
