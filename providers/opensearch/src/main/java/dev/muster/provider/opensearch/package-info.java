/// Teaches Muster OpenSearch: snapshots that are copied into the vault, restored into another
/// cluster, verified, and a fence for the old one.
///
/// May depend on `provider-api`, `kind` and `model`. Start reading at [OpenSearchDataStore]; what
/// the core knows of the technology is in `kind`.
@NullMarked
package dev.muster.provider.opensearch;

import org.jspecify.annotations.NullMarked;
