/// Looks whether a running cluster has all that protection needs, and changes nothing.
///
/// May depend on the provider's `source`, `replication`, `capture`, `recovered` (its programs) and
/// `kind`. Start reading at [Examiner].
@NullMarked
package dev.muster.provider.postgresql.examine;

import org.jspecify.annotations.NullMarked;
