/// From the strategy file that a user means to what a command works with.
///
/// May depend on what `cli` may. Start reading at [Sites].
@NullMarked
package dev.muster.cli.site;

import org.jspecify.annotations.NullMarked;
