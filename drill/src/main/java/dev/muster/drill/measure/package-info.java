/// What an outage cost: orders lost, and time by phase, from what was seen outside.
///
/// Pure: values in, values out. A measured value comes from the outside client's books and from the
/// times of a run's record only, never from a plan. May depend on `kind`, `model` and the books of
/// the package `client`. Start reading at [Loss], [Outage] and [Downtime].
@NullMarked
package dev.muster.drill.measure;

import org.jspecify.annotations.NullMarked;
