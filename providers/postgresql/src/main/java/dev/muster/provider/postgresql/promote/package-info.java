/// Lets a standby on the host that recovers take over, once it has all that was captured.
///
/// May depend on `recovered`, `restore`, `export`, `log`, `source` and `replication`. Start reading
/// at [dev.muster.provider.postgresql.promote.Promote].
@NullMarked
package dev.muster.provider.postgresql.promote;

import org.jspecify.annotations.NullMarked;
