package dev.muster.engine.machine;

import dev.muster.model.StepId;
import dev.muster.record.Failure;
import dev.muster.record.Receipt;
import java.time.Instant;

/// Where a step stands.
public sealed interface StepState {
    /// For steps before it.
    ///
    /// @param missing how many of them are not done
    record Waiting(int missing) implements StepState {}

    /// To be run as soon as there is room.
    record Ready(Tries tries, Directive directive) implements StepState {}

    /// The driver was told to run it; that it did is not yet known.
    record Dispatched(Tries tries, Directive directive, Instant notBefore) implements StepState {}

    /// An attempt is under way.
    ///
    /// @param cancelled whether it was told to end
    record Running(Tries tries, Directive directive, boolean cancelled) implements StepState {}

    /// For the next attempt.
    ///
    /// @param unknown whether the last one may have done it
    record Backoff(Tries tries, Directive next, String why, boolean unknown) implements StepState {}

    /// For a person's answer.
    record Asked(Tries tries, String question) implements StepState {}

    /// For what only people can do.
    record Awaiting(Tries tries, Demand demand) implements StepState {}

    /// Done, with its receipt at home. Final.
    record Done(Receipt receipt) implements StepState {}

    /// Failed for good.
    record Failed(Tries tries, Failure failure) implements StepState {}

    /// The run was ended before anybody could tell.
    record Unknown(Tries tries, String reason) implements StepState {}

    /// Never to be run in this run: a step before it failed, or the run was aborted.
    ///
    /// @param because what stopped it, in a few words
    record Stopped(String because) implements StepState {}

    /// A question that waits for a person.
    record Question(StepId step, int attempt, String text) {}
}
