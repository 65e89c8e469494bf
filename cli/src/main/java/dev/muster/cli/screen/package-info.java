/// What people see: words, colors, tables and progress, on a terminal or in a log.
///
/// May depend on `provider-api` (for `Progress`) and `model`. Start reading at [Screen].
@NullMarked
package dev.muster.cli.screen;

import org.jspecify.annotations.NullMarked;
