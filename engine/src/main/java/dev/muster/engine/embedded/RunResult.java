package dev.muster.engine.embedded;

import dev.muster.engine.machine.State;
import dev.muster.engine.machine.StepState;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.StepId;
import dev.muster.record.RunRecord;
import java.util.List;
import java.util.Optional;

/// How a controller's work on a run ended.
///
/// @param record the run as this controller knows it; nothing measured is in it yet
/// @param state where each step stands
/// @param stop why the controller stopped
/// @param hanging steps that were told to end and have not; they may still act until this process
///   ends
/// @param deaf what the listener threw, if it did
public record RunResult(
        RunRecord record,
        State state,
        Stop stop,
        List<StepId> hanging,
        Optional<RuntimeException> deaf) {
    public RunResult {
        hanging = List.copyOf(hanging);
    }

    /// Why a controller stopped.
    public sealed interface Stop {
        /// The run has ended; the record says how.
        record Ended() implements Stop {}

        /// Only a person's answer can let it go on; resume it with replies.
        record Waiting(List<StepState.Question> questions) implements Stop {
            public Waiting {
                questions = List.copyOf(questions);
            }
        }

        /// It was told to stop. Resume it, here or elsewhere.
        record Interrupted() implements Stop {}

        /// Another controller has taken the run over.
        record Superseded(Epoch by) implements Stop {}

        /// It cannot go on safely: the journal, or the run's home, is not to be had.
        record Broken(MusterException error) implements Stop {}
    }
}
