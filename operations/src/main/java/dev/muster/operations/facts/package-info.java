/// What was measured or can be observed, as values for plans, checks and people.
///
/// May depend on what `operations` may. Start reading at [FactsReader].
@NullMarked
package dev.muster.operations.facts;

import org.jspecify.annotations.NullMarked;
