/// The program that a vault carries, by which anyone with the key reads it without Muster.
///
/// May depend on `format`, `store` and `repository`. Start reading at [VaultPrograms].
@NullMarked
package dev.muster.vault.program;

import org.jspecify.annotations.NullMarked;
