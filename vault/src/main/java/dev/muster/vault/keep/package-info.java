/// Which recovery points stay, as a pure function of what there is.
///
/// May depend on `model`. Start reading at [Keeping].
@NullMarked
package dev.muster.vault.keep;

import org.jspecify.annotations.NullMarked;
