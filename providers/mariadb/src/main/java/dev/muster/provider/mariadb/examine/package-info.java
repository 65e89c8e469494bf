/// What protection needs of a server, and what of it is missing.
///
/// May depend on the provider's `kind`, `source` and `recovered`. Start reading at [Examiner].
@NullMarked
package dev.muster.provider.mariadb.examine;

import org.jspecify.annotations.NullMarked;
