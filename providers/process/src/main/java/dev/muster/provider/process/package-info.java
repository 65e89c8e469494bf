/// Runs components of the kind `process` on this machine.
///
/// May depend on `provider-api`, `kind`, `model` and `processes`. Start reading at
/// [ProcessWorkload]; the pure part is in the package `kind`.
@NullMarked
package dev.muster.provider.process;

import org.jspecify.annotations.NullMarked;
