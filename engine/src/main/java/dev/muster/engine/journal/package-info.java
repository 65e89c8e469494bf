/// The journal: what a controller on this machine has seen and decided to begin, synced to disk.
///
/// It makes a resume exact and fast; it is not what keeps a finished step from running twice, which
/// the receipts at the run's home do. May depend on `record` and `posix`. Start reading at
/// [JournalFolder]; the format is in `design/journal.md`.
@NullMarked
package dev.muster.engine.journal;

import org.jspecify.annotations.NullMarked;
