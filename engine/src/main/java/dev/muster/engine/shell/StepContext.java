package dev.muster.engine.shell;

import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.plan.Step;
import dev.muster.record.Details;
import dev.muster.record.RunStart;
import dev.muster.record.Token;
import java.time.Duration;
import java.util.Optional;

/// What a handler is given for one attempt.
public interface StepContext {
    /// The run with its plan and its purpose.
    RunStart start();

    /// With action, region and timeout.
    Step step();

    /// The step of the plan that is to be taken back; empty where one is to be done.
    default Optional<Step> undoes() {
        return Optional.empty();
    }

    /// While something is taken back: whether another step of the plan is done, or nobody knows.
    default boolean mayBeDone(StepId other) {
        return found(other).isPresent();
    }

    /// Names the step's effect, the same over all attempts, controllers and machines.
    Token token();

    /// What another step of the run found out; empty if it is not done.
    Optional<Details> found(StepId other);

    /// Which attempt this is, from 1.
    int attempt();

    /// Who acts; targets that can compare it refuse an older one.
    Epoch epoch();

    /// A call to a target that cannot compare epochs must not be under way for longer.
    Duration callDeadline();

    Timing timing();

    StepProgress progress();

    /// Returns at once unless the attempt was cancelled; called at least every second.
    ///
    /// @throws InterruptedException when it was
    void checkCancelled() throws InterruptedException;
}
