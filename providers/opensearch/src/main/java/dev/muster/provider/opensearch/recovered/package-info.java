/// The restored cluster, and the fence for the old one.
///
/// May depend on this module's `kind`, `cluster` and `backup`, `data-folder`, `processes`,
/// `provider-api` and `model`. Start reading at [IndexRestore].
@NullMarked
package dev.muster.provider.opensearch.recovered;

import org.jspecify.annotations.NullMarked;
