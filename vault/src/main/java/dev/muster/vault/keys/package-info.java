/// What an owner does with a vault's keys: slots, drills, rotation, removal.
///
/// May depend on `format`, `store`, `repository` and BouncyCastle (for Argon2id alone). Start
/// reading at [KeyCare]; the objects are in `design/vault-format.md`, the reasons in
/// `design/vault-threats.md`.
@NullMarked
package dev.muster.vault.keys;

import org.jspecify.annotations.NullMarked;
