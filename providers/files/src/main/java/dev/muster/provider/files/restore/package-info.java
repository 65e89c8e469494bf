/// Brings a folder back, and looks whether it is whole.
///
/// May depend on `provider-api`, `kind`, `model` and `posix`. Start reading at [FilesRestore].
@NullMarked
package dev.muster.provider.files.restore;

import org.jspecify.annotations.NullMarked;
