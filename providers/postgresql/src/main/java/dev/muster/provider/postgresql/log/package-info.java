/// PostgreSQL's log as values: lines, timelines, segments and records.
///
/// Pure: may depend on `model` and the provider's `kind` only. Start reading at [Line] and
/// [LogWalk].
@NullMarked
package dev.muster.provider.postgresql.log;

import org.jspecify.annotations.NullMarked;
