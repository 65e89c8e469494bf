/// Captured log: a local spool that is synced at once, the vault's segments, and both read as one.
///
/// May depend on `repository`, `store`, `format` and `model`. Start reading at [LogSpool] for the
/// way in and [LogArchive] for the way out.
@NullMarked
package dev.muster.vault.log;

import org.jspecify.annotations.NullMarked;
