/// The report of a run: what was asked, predicted and measured, and what happened.
///
/// A value that nobody measured is said to be not measured; it is never filled from the plan. May
/// depend on the rest of `documents` but not on `runbook` or `terminal`. Start reading at [Report].
@NullMarked
package dev.muster.documents.report;

import org.jspecify.annotations.NullMarked;
