/// Tells people: mail, webhooks, and a sign of life for who watches from outside.
///
/// It knows the contacts of a strategy and nothing of what is told. A message that a server took is
/// told; who reads it when, nobody can know. May depend on `strategy`. Start reading at
/// [Messengers].
@NullMarked
package dev.muster.notices;

import org.jspecify.annotations.NullMarked;
