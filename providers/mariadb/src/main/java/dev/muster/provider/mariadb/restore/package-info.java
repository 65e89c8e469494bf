/// Bringing a base backup and captured log back into a folder.
///
/// May depend on the provider's other packages but `capture` and `examine`. Start reading at
/// [Restore].
@NullMarked
package dev.muster.provider.mariadb.restore;

import org.jspecify.annotations.NullMarked;
