package dev.muster.provider;

import dev.muster.model.Epoch;
import dev.muster.model.Timing;
import java.nio.file.Path;

/// One call of a provider's operation: who it is, and what it gets to work with.
public interface Operation {
    /// The same for every attempt of the same step; what the operation makes is named or tagged by
    /// it, so that a repetition finds it.
    String token();

    /// Targets that can compare it refuse an older one.
    Epoch epoch();

    /// A folder of the operation's own, the same for every attempt, kept over restarts.
    Path workspace();

    Timing timing();

    Progress progress();

    /// Returns at once unless the operation was cancelled; called at least every second.
    ///
    /// @throws InterruptedException when it was; leave nothing half-visible
    void checkCancelled() throws InterruptedException;
}
