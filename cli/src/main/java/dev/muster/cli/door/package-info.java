/// Commands about the door of a vault's folder: serving it, and the tokens that it accepts.
///
/// May depend on what the commands of `dev.muster.cli.verb` depend on, and on `vault-door`. Start
/// reading at [DoorServeVerb].
@NullMarked
package dev.muster.cli.door;

import org.jspecify.annotations.NullMarked;
