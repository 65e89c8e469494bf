package dev.muster.engine.shell;

import dev.muster.model.ErrorKind;
import dev.muster.model.MusterException;
import dev.muster.record.Details;
import dev.muster.record.Outcome;

/// Does what one verb says. Holds no state between calls; safe for many threads.
///
/// A process can end between any two instructions: whatever [#run] makes is named or tagged by the
/// token, so that [#probe] or a repetition finds it. A call to a target that cannot compare epochs
/// ends within [StepContext#callDeadline].
public interface StepHandler {
    /// Does it, and makes sure that it is done: [Outcome.Done] is said only of what was verified.
    ///
    /// [Outcome.Failed], or a thrown error, says that it is not done. Where a reply was lost it is
    /// [Outcome.Unknown].
    ///
    /// @throws InterruptedException when it was cancelled; the step then counts as unknown
    Outcome run(StepContext step) throws InterruptedException;

    /// Looks whether an earlier attempt has done it. Changes nothing.
    default Probed probe(StepContext step) throws InterruptedException {
        return new Probed.CannotTell("there is no way to look");
    }

    /// Whether the same again may help after [#run] threw this.
    default boolean worthRetrying(MusterException error) {
        return error.code().kind() == ErrorKind.EXTERNAL
                || error.code().kind() == ErrorKind.RESOURCE;
    }

    /// What a probe saw.
    sealed interface Probed {
        /// An earlier attempt has done it.
        record Done(Details details) implements Probed {}

        /// It is not done, or only in part and a repetition completes it.
        record NotDone() implements Probed {}

        /// It cannot be seen.
        record CannotTell(String why) implements Probed {}
    }
}
