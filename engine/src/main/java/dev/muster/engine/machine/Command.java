package dev.muster.engine.machine;

import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.EndState;
import dev.muster.record.Timer;
import dev.muster.record.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What the machine asks its driver to do.
public sealed interface Command {
    /// Carry out an attempt. First make [dev.muster.record.Event.Started] durable; then hand it to
    /// the shell and report how it ended. Drop the command if the step is no longer
    /// [StepState.Dispatched] with this attempt when its turn comes.
    ///
    /// @param step with action, region and timeout
    /// @param notBefore until then a frozen predecessor could still act, so neither probe nor run
    /// @param undoes what is to be taken back; empty for a step of the plan
    /// @param unsure with something to take back: the steps of the plan that may be done although
    ///   nobody knows
    record Run(
            Step step,
            int attempt,
            Token token,
            Epoch epoch,
            Directive directive,
            Instant notBefore,
            Optional<Step> undoes,
            Set<StepId> unsure)
            implements Command {
        public Run {
            unsure = Set.copyOf(unsure);
        }
    }

    /// Report [dev.muster.record.Event.TimerFired] when the time has come. Counted from the event
    /// that was being handled, so that a clock that is set meanwhile does no harm.
    record Wake(Timer timer, Instant at) implements Command {}

    /// Ask a person how a step stands.
    record Ask(StepId step, int attempt, String question) implements Command {}

    /// Tell people what they are asked to do, now or again.
    record Await(StepId step, Demand demand) implements Command {}

    /// Cancel an attempt, wait until it has ended, and report how.
    record Cancel(StepId step, int attempt, String reason) implements Command {}

    /// The run has ended. Nothing more is asked for, unless a run that failed is taken up again.
    record Finish(EndState end) implements Command {}
}
