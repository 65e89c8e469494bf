/// Findings that somebody has looked at and accepts until a day: who, why, and until when.
///
/// May depend on `check.format` and the texts of `strategy`; pure. Start reading at [Baseline].
@NullMarked
package dev.muster.check.baseline;

import org.jspecify.annotations.NullMarked;
