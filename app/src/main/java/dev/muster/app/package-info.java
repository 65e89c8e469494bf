/// Where everything is put together: the list of providers, the wiring by constructors, and `main`.
///
/// May depend on everything; nothing depends on it. Start reading at [Main].
@NullMarked
package dev.muster.app;

import org.jspecify.annotations.NullMarked;
