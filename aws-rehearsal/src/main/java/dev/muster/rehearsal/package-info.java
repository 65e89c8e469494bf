/// An AWS that is small enough for this machine, to rehearse recoveries on: real data behind the
/// services, time that can be moved, regions that can be lost.
///
/// May depend on `model` and on its own packages; nothing in the product's recovery path may depend
/// on it. Start reading at [RehearsalAws].
@NullMarked
package dev.muster.rehearsal;

import org.jspecify.annotations.NullMarked;
