/// The backup repository: deduplicated, compressed, encrypted, append-only, in several copies.
///
/// This package holds only the room's error codes. `format` is the bytes (pure), `store` keeps
/// objects, `repository` is what others call: start reading at [dev.muster.vault.repository.Vault].
/// The room may depend on `model` and zstd. The bytes and the promises are written down in
/// `design/vault-format.md` and `design/vault-threats.md`.
@NullMarked
package dev.muster.vault;

import org.jspecify.annotations.NullMarked;
