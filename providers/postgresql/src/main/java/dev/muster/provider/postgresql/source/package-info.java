/// Ordinary connections to a running cluster: opening them, asking in SQL, and putting a refusal
/// into words.
///
/// May depend on the provider's `kind` and `export` (how settings are written), and on pgjdbc.
/// Start reading at [Endpoint] and [Sql].
@NullMarked
package dev.muster.provider.postgresql.source;

import org.jspecify.annotations.NullMarked;
