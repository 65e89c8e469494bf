/// Breaking things on purpose. Nothing that recovers may depend on this package.
///
/// May depend on `processes`, `model` and the JDK. Start reading at [LocalRegion].
@NullMarked
package dev.muster.drill.fault;

import org.jspecify.annotations.NullMarked;
