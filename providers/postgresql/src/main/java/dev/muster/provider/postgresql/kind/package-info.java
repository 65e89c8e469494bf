/// What the core must know of PostgreSQL, as pure values: settings, recipe, by-hand procedures,
/// estimates and findings.
///
/// May depend on `kind` and `model` only; no file, network, thread, clock or randomness. Start
/// reading at [PostgresqlKind].
@NullMarked
package dev.muster.provider.postgresql.kind;

import org.jspecify.annotations.NullMarked;
