/// The demo from its first line to its table: a system is protected, its region is lost, Muster
/// brings it back, and what was lost and how long it took is measured from outside.
///
/// May depend on what `demo` may. Start reading at [DemoStory].
@NullMarked
package dev.muster.demo.story;

import org.jspecify.annotations.NullMarked;
