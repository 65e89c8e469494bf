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

    /// Takes back what [#run] did, after the run was aborted, and makes sure of it. It is asked for
    /// each step that was begun, whether it is done, done in part or not at all, and again after an
    /// attempt of which nobody knows how it ended: look before acting. Steps that were done later
    /// have been taken back already.
    ///
    /// A thrown error says that it is not taken back.
    ///
    /// @param step what takes back, with [StepContext#undoes] and a token of its own
    /// @throws InterruptedException when it was cancelled
    default Undone undo(StepContext step) throws InterruptedException {
        return new Undone.Left("nothing takes it back");
    }

    /// Whether the same again may help after [#run] threw this.
    default boolean worthRetrying(MusterException error) {
        return error.code().kind() == ErrorKind.EXTERNAL
                || error.code().kind() == ErrorKind.RESOURCE;
    }

    /// How an attempt to take back ended.
    sealed interface Undone {
        /// It is as it was before.
        record TakenBack(Details details) implements Undone {}

        /// It is left as it is, on purpose or because there is no way.
        record Left(String why) implements Undone {}
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
