/// Carries out recovery plans: one handler for each verb, and the run's home in the vault.
///
/// May depend on what `operations` may. Start reading at [Recovery] and [ActionHandlers].
@NullMarked
package dev.muster.operations.recovery;

import org.jspecify.annotations.NullMarked;
