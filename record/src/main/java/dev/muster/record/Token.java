package dev.muster.record;

import dev.muster.model.RunId;
import dev.muster.model.StepId;

/// Identifies the effect of one step of one run, over all attempts, controllers and machines.
///
/// What a step makes in the world is named or tagged by [#toString], so that a repetition finds it.
public record Token(RunId run, StepId step) {
    /// `run.step`. Neither part can hold a dot, so that two tokens never print alike.
    @Override
    public String toString() {
        return run + "." + step;
    }
}
