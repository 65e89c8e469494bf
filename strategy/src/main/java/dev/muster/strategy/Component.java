package dev.muster.strategy;

import dev.muster.kind.ComponentKind;
import dev.muster.kind.Facts;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One part of the system.
///
/// @param settings what its kind has to say beyond the common keys
/// @param tier the tier that gave the objectives, for people
/// @param rpo the loss that is accepted, if one is stated
/// @param rto the downtime that is accepted, if one is stated
/// @param region where it runs; empty for what stands outside regions
/// @param dependsOn what must be up before
public record Component<S extends Record>(
        ComponentId id,
        ComponentKind<S> kind,
        S settings,
        Optional<String> tier,
        Optional<Duration> rpo,
        Optional<Duration> rto,
        Optional<RegionId> region,
        Optional<ContactId> owner,
        Set<ComponentId> dependsOn,
        Optional<Protection> protection,
        Recovery recovery) {
    public Component {
        dependsOn = Set.copyOf(dependsOn);
    }

    /// This component in the light of a loss.
    ///
    /// @param dependencies where what it depends on is reached in the region where it comes back
    public Situation<S> situation(
            Set<RegionId> lost,
            RegionId in,
            RestoreTarget target,
            Map<ComponentId, Address> dependencies,
            Facts facts) {
        return new Situation<>(
                id,
                settings,
                protection,
                recovery,
                region,
                lost,
                recovery.in().filter(choice -> !lost.contains(choice)).orElse(in),
                target,
                dependencies,
                facts);
    }
}
