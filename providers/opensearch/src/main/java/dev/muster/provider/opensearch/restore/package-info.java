/// Brings a repository back into a folder.
///
/// May depend on this module's rooms, `data-folder`, `provider-api` and `model`. Start reading at
/// [RepositoryRestore].
@NullMarked
package dev.muster.provider.opensearch.restore;

import org.jspecify.annotations.NullMarked;
