/// The bytes of captured log: segments of sealed frames, as pure functions and values.
///
/// May depend on `format` and `model`. Start reading at [LogHead], [LogFrame] and [LogScan]; the
/// layout is in `design/vault-format.md`.
@NullMarked
package dev.muster.vault.format.log;

import org.jspecify.annotations.NullMarked;
