/// Captures the log of a running cluster as it is written, also synchronously.
///
/// May depend on the provider's `replication`, `source`, `log` and `kind`. Start reading at
/// [Capture] and, for commits that wait, at [SynchronousNames].
@NullMarked
package dev.muster.provider.postgresql.capture;

import org.jspecify.annotations.NullMarked;
