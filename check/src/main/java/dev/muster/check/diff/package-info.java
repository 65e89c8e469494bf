/// Two versions of a strategy compared by what they mean for recovery.
///
/// May depend on `check` and `plan`; pure. Start reading at [RecoveryDiff].
@NullMarked
package dev.muster.check.diff;

import org.jspecify.annotations.NullMarked;
