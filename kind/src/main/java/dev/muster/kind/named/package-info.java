/// Technologies that are known by name and have no provider yet.
///
/// May depend on `kind` and `model` only. Start reading at [NamedKinds], the list; a kind leaves it
/// on the day that its provider comes.
@NullMarked
package dev.muster.kind.named;

import org.jspecify.annotations.NullMarked;
