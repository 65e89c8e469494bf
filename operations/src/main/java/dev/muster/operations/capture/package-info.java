/// Continuous capture of a data store's log, and how it is ended for good.
///
/// May depend on what `operations` may. Start reading at [CaptureJob].
@NullMarked
package dev.muster.operations.capture;

import org.jspecify.annotations.NullMarked;
