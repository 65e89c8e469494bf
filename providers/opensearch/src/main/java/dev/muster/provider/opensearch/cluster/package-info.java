/// Talks to a cluster over HTTP.
///
/// May depend on this module's `kind`, and `model`. Start reading at [Cluster].
@NullMarked
package dev.muster.provider.opensearch.cluster;

import org.jspecify.annotations.NullMarked;
