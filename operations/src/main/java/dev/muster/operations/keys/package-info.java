/// What people are told about a vault's keys.
///
/// May depend on what `dev.muster.operations` depends on. Start reading at [KeyReport].
@NullMarked
package dev.muster.operations.keys;

import org.jspecify.annotations.NullMarked;
