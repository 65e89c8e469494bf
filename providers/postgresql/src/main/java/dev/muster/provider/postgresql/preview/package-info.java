/// Scratch copies that are looked into: opened, moved on, taken from, and deleted.
///
/// May depend on the provider's `restore`, `recovered`, `source`, `log` and `kind`. Start reading
/// at [PostgresqlPreviews].
@NullMarked
package dev.muster.provider.postgresql.preview;

import org.jspecify.annotations.NullMarked;
