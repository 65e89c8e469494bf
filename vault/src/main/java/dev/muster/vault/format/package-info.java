/// The vault's bytes, as pure functions and values: no file, network, thread, clock or randomness;
/// what must be random or timed arrives as a value.
///
/// May depend on `model`, the JDK's cryptography and zstd. Start reading at [PackWriter], [Leaf]
/// and [Commit]; the layout is in `design/vault-format.md`.
@NullMarked
package dev.muster.vault.format;

import org.jspecify.annotations.NullMarked;
