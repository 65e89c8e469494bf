/// Reads a folder with all that is in it, in order, a little ahead.
///
/// May depend on `provider-api`, `kind`, `model` and `posix`. Start reading at [TreeBackup].
@NullMarked
package dev.muster.provider.files.backup;

import org.jspecify.annotations.NullMarked;
