/// The demo: a small real system in two regions on this machine that can be lost and brought back.
///
/// Nothing here recovers anything; that is done by the product's own parts from the strategy that
/// the demo writes. May depend on `drill`, `servers`, `processes` and `model`. Start reading at
/// [dev.muster.demo.world.DemoWorld].
@NullMarked
package dev.muster.demo;

import org.jspecify.annotations.NullMarked;
