/// What the core must know of file trees, as pure values: settings, patterns, recipe, by-hand
/// procedures, estimates and findings.
///
/// May depend on `kind` and `model` only; no file, network, thread, clock or randomness. Start
/// reading at [FilesKind].
@NullMarked
package dev.muster.provider.files.kind;

import org.jspecify.annotations.NullMarked;
