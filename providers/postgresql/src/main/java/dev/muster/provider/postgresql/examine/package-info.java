/// Looks whether a running cluster has all that protection needs, and changes nothing.
///
/// May depend on the provider's `source`, `replication`, `capture` and `kind`. Start reading at
/// [Examiner].
@NullMarked
package dev.muster.provider.postgresql.examine;

import org.jspecify.annotations.NullMarked;
