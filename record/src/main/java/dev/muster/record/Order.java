package dev.muster.record;

import dev.muster.model.StepId;
import java.util.Optional;

/// What a person tells a run that goes on.
public sealed interface Order {
    /// What is told of one step.
    sealed interface OfStep extends Order {
        StepId step();
    }

    /// Start nothing more; what runs goes on.
    record Pause() implements Order {}

    /// Start again.
    record Resume() implements Order {}

    /// Cancel what runs, and end. What is done stays done; what is being taken back is left.
    record Abort() implements Order {}

    /// Cancel what runs, take back what was done, in reverse order of completion, and end.
    ///
    /// @param pastNoReturn also where a step is done behind which going back is impossible or loses
    ///   data
    record AbortAndUndo(boolean pastNoReturn) implements Order {}

    /// Try a step again, now.
    record Retry(StepId step) implements OfStep {}

    /// Go on as if a step were done, without doing it.
    record Skip(StepId step) implements OfStep {}

    /// A person has done a step, or saw that it is done.
    record TakeAsDone(StepId step) implements OfStep {}

    /// A person signed that a run may go on.
    ///
    /// @param signature as `ssh-keygen -Y sign` wrote it, over
    ///   [dev.muster.record.approval.ApprovalRequest#text]
    record Approve(StepId step, String signature) implements OfStep {
        private static final int LONGEST = 16_384;

        public Approve {
            if (signature.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "a signature has at most " + LONGEST + " characters");
            }
        }
    }

    /// As a person types it.
    default String verb() {
        return switch (this) {
            case Pause _ -> "pause";
            case Resume _ -> "resume";
            case Abort _, AbortAndUndo _ -> "abort";
            case Retry _ -> "retry";
            case Skip _ -> "skip";
            case TakeAsDone _ -> "done";
            case Approve _ -> "approve";
        };
    }

    /// The step that it is about.
    default Optional<StepId> about() {
        return switch (this) {
            case Pause _, Resume _, Abort _, AbortAndUndo _ -> Optional.empty();
            case OfStep it -> Optional.of(it.step());
        };
    }

    /// For messages: `skip orders-db-verify`.
    default String words() {
        return verb() + about().map(step -> " " + step).orElse("");
    }
}
