/// The kind `front-door`: one public address before all regions, as pure values.
///
/// May depend on `kind` and `model` only; no file, network, thread or clock. Start reading at
/// [FrontDoorSettings] and [FrontDoorKind].
@NullMarked
package dev.muster.provider.local.kind;

import org.jspecify.annotations.NullMarked;
