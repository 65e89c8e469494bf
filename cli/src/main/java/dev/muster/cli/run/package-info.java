/// Commands about runs: which there are, how far each is, and what people tell them.
///
/// May depend on what the commands of `dev.muster.cli.verb` depend on. Start reading at
/// [RunShowVerb].
@NullMarked
package dev.muster.cli.run;

import org.jspecify.annotations.NullMarked;
