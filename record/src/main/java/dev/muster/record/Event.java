package dev.muster.record;

import dev.muster.model.Epoch;
import dev.muster.model.StepId;

/// One thing that happened in a run. The events in their order decide the state of the run and
/// nothing else does.
public sealed interface Event {
    /// What an event of one step tells of.
    sealed interface OfStep extends Event {
        StepId step();
    }

    /// An attempt is about to begin; durable before it does.
    record Started(StepId step, int attempt, Epoch epoch) implements OfStep {}

    /// The step is done; its receipt is durable at home.
    record Done(StepId step, int attempt, Receipt receipt) implements OfStep {}

    /// It is known that the attempt did not do the step.
    ///
    /// @param jitter drawn by the driver, 0 to below 1, so that the machine needs no randomness
    record Failed(StepId step, int attempt, Failure failure, double jitter) implements OfStep {
        public Failed {
            if (!(jitter >= 0 && jitter < 1)) {
                throw new IllegalArgumentException("jitter is 0 to below 1, not " + jitter);
            }
        }
    }

    /// Nobody knows how the attempt ended.
    ///
    /// @param probed whether a probe was asked and could not tell, and repeating is not safe
    record Lost(StepId step, int attempt, String reason, boolean probed) implements OfStep {}

    /// A time that the run waited for has come.
    record TimerFired(Timer timer) implements Event {}

    /// A person told how a step stands.
    record Answered(StepId step, Answer answer, String note) implements OfStep {}

    /// Start nothing more until further notice; what runs goes on.
    record PauseAsked(String reason) implements Event {}

    record ResumeAsked(String reason) implements Event {}

    /// Cancel what runs and end.
    record AbortAsked(String reason) implements Event {}

    /// A person gave an order, from whichever process. Durable before it is carried out.
    ///
    /// @param id of the order, which takes effect once
    record Ordered(String id, Order order, String reason) implements Event {}

    /// A controller drives the run from here on. The first event of every run.
    record TookOver(Epoch epoch, Predecessor predecessor) implements Event {}
}
