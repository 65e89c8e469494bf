package dev.muster.operations.runs;

import dev.muster.engine.journal.Holder;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run at one moment, as it is shown to people and scripts.
///
/// @param purpose `recovery`, or `drill` with its name
/// @param in where the system comes back
/// @param holder the process of this machine that drives it
/// @param predicted how long the steps were to take when the run began
/// @param elapsed how long it has taken, or took
/// @param expected how long it will have taken when all is done, as far as one can say now
/// @param said what people told the run
public record RunView(
        RunId run,
        ScenarioId scenario,
        String purpose,
        KnownRun.Stand state,
        RegionId in,
        Instant began,
        Optional<Instant> ended,
        String by,
        String reason,
        Optional<Holder> holder,
        Optional<Long> epoch,
        int done,
        Duration predicted,
        Duration elapsed,
        Duration expected,
        List<StepView> steps,
        List<Said> said) {
    public RunView {
        steps = List.copyOf(steps);
        said = List.copyOf(said);
    }

    /// A step at that moment.
    ///
    /// @param verb what it does; with `undo-` before it for one that takes another back
    /// @param waitsFor the steps before it that are not done
    /// @param critical whether the end of the run waits for it
    /// @param attempts how many were begun
    /// @param took how long its last attempt has taken, or took
    /// @param says what happened, or what is asked
    /// @param asks who is to answer
    public record StepView(
            StepId step,
            ComponentId component,
            String verb,
            Stand state,
            List<StepId> after,
            List<StepId> waitsFor,
            boolean critical,
            int attempts,
            Optional<Instant> started,
            Optional<Instant> finished,
            Optional<Duration> took,
            Duration predicted,
            Optional<String> says,
            Optional<ContactId> asks) {
        public StepView {
            after = List.copyOf(after);
            waitsFor = List.copyOf(waitsFor);
        }

        static final String UNDO = "undo-";

        /// Whether it takes another one back.
        public boolean takesBack() {
            return verb.startsWith(UNDO);
        }
    }

    /// Where a step stands.
    public enum Stand {
        /// For steps before it, or for room.
        WAITING,
        RUNNING,
        /// It failed or was lost, and is tried again soon.
        RETRYING,
        /// A person is asked how it stands.
        ASKED,
        /// People are to sign or to do something.
        AWAITED,
        DONE,
        /// It was done, and is taken back.
        UNDONE,
        /// A person said that the run goes on without it.
        SKIPPED,
        FAILED,
        /// It was begun, and nobody knows how it ended.
        UNKNOWN,
        /// It is not run, because of what happened before.
        STOPPED
    }

    /// What a person told the run.
    public record Said(Instant at, String by, String what, String why) {}
}
