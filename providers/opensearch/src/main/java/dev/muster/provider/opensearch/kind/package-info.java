/// What the core knows of OpenSearch: settings, steps, rules, procedures. Pure.
///
/// May depend on `kind` and `model`. Start reading at [OpenSearchKind].
@NullMarked
package dev.muster.provider.opensearch.kind;

import org.jspecify.annotations.NullMarked;
