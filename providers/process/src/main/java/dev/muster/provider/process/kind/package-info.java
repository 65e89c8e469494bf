/// The kind `process`: a command that is started on a machine, as pure values.
///
/// May depend on `kind` and `model` only; no file, network, thread or clock. Start reading at
/// [ProcessSettings], which is what a strategy says, and at [Launch], which is what that means in
/// one region.
@NullMarked
package dev.muster.provider.process.kind;

import org.jspecify.annotations.NullMarked;
