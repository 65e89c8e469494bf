/// What of a component can be brought back: its recovery points, and the moments between them.
///
/// May depend on what `operations` may. Start reading at [ProtectionReader].
@NullMarked
package dev.muster.operations.window;

import org.jspecify.annotations.NullMarked;
