/// Takes a snapshot and copies the repository.
///
/// May depend on this module's `kind` and `cluster`, `provider-api` and `model`. Start reading at
/// [SnapshotBackup].
@NullMarked
package dev.muster.provider.opensearch.backup;

import org.jspecify.annotations.NullMarked;
