package dev.muster.strategy;

import dev.muster.kind.Approval;
import dev.muster.model.ComponentId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is lost, and where recovery happens.
///
/// @param recoverIn regions, best first; never one that is lost
/// @param approvals who has to sign, and before what
/// @param pace how much is done side by side
public record Scenario(
        ScenarioId id,
        Loss loss,
        List<RegionId> recoverIn,
        Optional<Trigger> trigger,
        List<Gate> approvals,
        Pace pace) {
    public Scenario {
        recoverIn = List.copyOf(recoverIn);
        approvals = List.copyOf(approvals);
    }

    /// How many steps run side by side.
    ///
    /// @param maxInFlight of all
    /// @param limits of the components of a kind, by its name
    public record Pace(int maxInFlight, SortedMap<String, Integer> limits) {
        public static final Pace DEFAULT = new Pace(32, new TreeMap<>());

        public Pace {
            limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        }
    }

    /// Where people have to sign before a recovery goes on.
    ///
    /// @param before the steps that wait for it; empty for all of the recovery
    public record Gate(Approval approval, Set<StepId> before) {
        public Gate {
            before = Set.copyOf(before);
        }
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
