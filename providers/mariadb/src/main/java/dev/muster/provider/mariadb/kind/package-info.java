/// What the core must know of MariaDB, as pure values: settings, recipe, by-hand procedures,
/// estimates and findings.
///
/// May depend on `kind` and `model` only; no file, network, thread, clock or randomness. Start
/// reading at [MariadbKind].
@NullMarked
package dev.muster.provider.mariadb.kind;

import org.jspecify.annotations.NullMarked;
