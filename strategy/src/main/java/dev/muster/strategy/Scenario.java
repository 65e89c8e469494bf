package dev.muster.strategy;

import dev.muster.model.ComponentId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is lost, and where recovery happens.
///
/// @param recoverIn regions, best first; never one that is lost
public record Scenario(
        ScenarioId id, Loss loss, List<RegionId> recoverIn, Optional<Trigger> trigger) {
    public Scenario {
        recoverIn = List.copyOf(recoverIn);
    }

    /// What a scenario takes away.
    public sealed interface Loss {
        /// A whole region with everything in it.
        record OfRegion(RegionId region) implements Loss {}

        /// One component; its region goes on.
        record OfComponent(ComponentId component) implements Loss {}
    }

    /// When recovery begins.
    ///
    /// @param when probes that must fail, any of them
    /// @param agree from how many places a probe must be seen failing
    /// @param hold how long without a break
    public record Trigger(List<ProbeId> when, int agree, Duration hold, Reaction then) {
        public Trigger {
            when = List.copyOf(when);
        }
    }

    /// What a trigger does.
    public enum Reaction {
        START,
        APPROVE,
        TELL
    }
}
