/// Folders of any number of files as a data store.
///
/// May depend on `provider-api`, `kind`, `model` and `posix`. Start reading at [FilesDataStore];
/// the pure part is in the package `kind`, reading in `backup`, writing in `restore`.
@NullMarked
package dev.muster.provider.files;

import org.jspecify.annotations.NullMarked;
