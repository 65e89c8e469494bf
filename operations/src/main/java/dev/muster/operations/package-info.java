/// What is done to the world: backups, capture, restores, the handlers of a plan's steps, and the
/// gathering of facts.
///
/// May depend on `engine`, `vault`, `provider-api` and what they stand on. It is the only room that
/// joins them: a provider knows no vault, and the vault knows no provider. Start reading at [Site].
@NullMarked
package dev.muster.operations;

import org.jspecify.annotations.NullMarked;
