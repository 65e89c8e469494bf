/// Rehearsals that are measured: faults, an outside client, and what it saw.
///
/// May depend on `operations`, `processes`, `kind` and `model`. Start reading at
/// [dev.muster.drill.measure.Outage] for what is measured, and at
/// [dev.muster.drill.client.OutsideClient] for who sees it.
@NullMarked
package dev.muster.drill;

import org.jspecify.annotations.NullMarked;
