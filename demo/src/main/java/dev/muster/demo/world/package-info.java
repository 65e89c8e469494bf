/// The demo's world: a folder with two regions, and what stands outside of them.
///
/// May depend on `drill`, `servers`, `processes` and `model`. Start reading at [DemoWorld]; what it
/// is made of is [DemoLayout], what Muster is told of it is [DemoStrategy].
@NullMarked
package dev.muster.demo.world;

import org.jspecify.annotations.NullMarked;
