/// Commands about a vault's keys and what only they open.
///
/// May depend on what the commands of `dev.muster.cli.verb` depend on. Start reading at
/// [KeysListVerb].
@NullMarked
package dev.muster.cli.keys;

import org.jspecify.annotations.NullMarked;
