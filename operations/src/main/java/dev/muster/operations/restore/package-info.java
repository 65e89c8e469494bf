/// Restores: from the vault and the spool through a provider into a folder.
///
/// May depend on what `operations` may. Start reading at [RestoreJob].
@NullMarked
package dev.muster.operations.restore;

import org.jspecify.annotations.NullMarked;
