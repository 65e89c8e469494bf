/// The end of a run as a few lines of text, for a terminal.
///
/// May depend on the rest of `documents` but not on `runbook` or `report`. Start reading at
/// [Summary].
@NullMarked
package dev.muster.documents.terminal;

import org.jspecify.annotations.NullMarked;
