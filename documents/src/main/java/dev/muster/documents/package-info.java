/// Documents, compiled from the strategy, the plan, the findings and the record.
///
/// They compute no objective and no time of their own; they show what other rooms found. May depend
/// on `check`, `record` and below; no file, network, clock or randomness: every document is a
/// value, and then a string. Start reading at [Sources], `runbook.Runbook` and `shelf.Shelf`.
@NullMarked
package dev.muster.documents;

import org.jspecify.annotations.NullMarked;
