/// The outside client as a program of its own.
///
/// May depend on `drill`. Start reading at [OutsideClientMain].
@NullMarked
package dev.muster.demo.client;

import org.jspecify.annotations.NullMarked;
