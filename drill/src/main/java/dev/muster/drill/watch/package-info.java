/// Watching from outside, and when a recovery is triggered.
///
/// The decision is pure ([Watch]); [ProbeLoop] asks, [Watcher] joins the two. May depend on `model`
/// and the JDK. Start reading at [Watch].
@NullMarked
package dev.muster.drill.watch;

import org.jspecify.annotations.NullMarked;
