/// What all services of a rehearsal stand in: time that can be moved, accounts, what was broken on
/// purpose, and state that outlives the process.
///
/// May depend on `model` and a JSON library; knows no service and no protocol. Start reading at
/// [World].
@NullMarked
package dev.muster.rehearsal.world;

import org.jspecify.annotations.NullMarked;
