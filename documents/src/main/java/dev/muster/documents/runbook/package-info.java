/// The runbook of a scenario: read by a tired stranger at night, on paper, with Muster perhaps
/// gone.
///
/// May depend on the rest of `documents`. Start reading at [Runbook].
@NullMarked
package dev.muster.documents.runbook;

import org.jspecify.annotations.NullMarked;
