/// The commands that keep vaults in order: `muster vault prune`, `scrub`, `repair`, `copies`,
/// `hold`.
///
/// May depend on the frame of commands and on `operations`. Start reading at [PruneVerb].
@NullMarked
package dev.muster.cli.upkeep;

import org.jspecify.annotations.NullMarked;
