/// Drawings: the system by region, before and after a recovery, and the recovery's timeline.
///
/// What is drawn is a value ([Topology]); ELK places what stands inside a region, the rest is ours.
/// May depend on `documents.markup`, `documents.page`, `record` and below, and ELK. Start reading
/// at [Diagrams].
@NullMarked
package dev.muster.documents.diagram;

import org.jspecify.annotations.NullMarked;
