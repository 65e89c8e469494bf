package dev.muster.provider;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Address;
import dev.muster.model.Epoch;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides which region clients reach.
public interface Traffic<S extends Record> {
    ComponentKind<S> kind();

    /// Who serves now; empty where nobody was set or the director cannot be reached.
    Optional<Route> current(Target<S> target);

    /// Sends clients to the target's region and reads that back. A target that compares epochs
    /// refuses an older one.
    Route route(Target<S> target, Address backend, Operation operation) throws InterruptedException;

    /// Asks as a client would until the answer is good and comes from the target's region.
    ///
    /// @return when the first good answer came
    Instant confirm(Target<S> target, Operation operation) throws InterruptedException;

    /// How long clients may go on asking the old region after a switch.
    Duration drain(Target<S> target);

    /// @param region who serves
    /// @param backend where it is reached
    /// @param epoch who set it
    record Route(RegionId region, Address backend, Epoch epoch) {}
}
