/// The shared words: identifiers, recovery points, objectives, sizes, secrets and errors.
///
/// May depend on nothing but the JDK. Start reading at [RecoveryPoint] and [MusterException].
@NullMarked
package dev.muster.model;

import org.jspecify.annotations.NullMarked;
