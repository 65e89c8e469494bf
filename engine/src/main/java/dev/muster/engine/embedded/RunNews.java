package dev.muster.engine.embedded;

import dev.muster.engine.machine.Demand;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.plan.Step;
import dev.muster.record.EndState;
import dev.muster.record.Failure;
import dev.muster.record.Receipt;
import dev.muster.record.RunOrder;
import dev.muster.record.RunStart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that a person who watches a run wants to know.
public sealed interface RunNews {
    /// This controller drives the run from here on.
    ///
    /// @param done receipts that the journal here already knows of
    record RunTaken(RunStart start, Epoch epoch, List<Receipt> done) implements RunNews {
        public RunTaken {
            done = List.copyOf(done);
        }
    }

    /// An attempt begins; by looking only, where an earlier one may have done the step.
    record StepStarted(Step step, int attempt, Instant at) implements RunNews {}

    /// How far an attempt is; at most ten times a second for each step.
    ///
    /// @param total 0 while it is not known
    record StepProgressed(Step step, String stage, long done, long total) implements RunNews {}

    /// A step is done. In a resumed run its receipt may be of an earlier epoch.
    record StepDone(Step step, Receipt receipt) implements RunNews {}

    /// An attempt failed.
    ///
    /// @param retryAt when the next one begins; empty if there is none
    /// @param error what was thrown, if anything
    record StepFailed(
            Step step,
            int attempt,
            Failure failure,
            Optional<Instant> retryAt,
            Optional<Throwable> error)
            implements RunNews {}

    /// Nobody knows how an attempt ended.
    record StepLost(Step step, int attempt, String reason, Optional<Throwable> error)
            implements RunNews {}

    /// An attempt was told to end.
    record StepCancelled(Step step, int attempt, String reason) implements RunNews {}

    /// A person is asked how a step stands.
    record StepAsked(Step step, String question) implements RunNews {}

    /// People are asked to sign or to do something, for the first time or again.
    record StepAwaits(RunStart start, Step step, Demand demand) implements RunNews {}

    record RunPaused(String reason) implements RunNews {}

    record RunResumed(String reason) implements RunNews {}

    /// A person gave an order, and it is carried out.
    record OrderTaken(RunOrder order) implements RunNews {}

    /// A person gave an order that does not fit.
    record OrderRefused(RunOrder order, String why) implements RunNews {}

    /// Orders cannot be read, or not be put away; the run goes on without.
    record OrdersUnusable(MusterException error) implements RunNews {}

    /// The epoch at the run's home could not be read; the run goes on until its lease ends.
    record HomeUnreachable(MusterException error) implements RunNews {}

    record RunEnded(EndState end) implements RunNews {}
}
