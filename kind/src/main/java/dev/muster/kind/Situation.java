package dev.muster.kind;

import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.Address;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.RestorableWindow;
import dev.muster.model.RestoreTarget;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One component seen in the light of a scenario.
///
/// @param component which one
/// @param settings what the strategy says of it
/// @param protection how its data is protected, if it is
/// @param recovery how it comes back
/// @param home the region where it runs now; empty for what stands outside regions
/// @param lost the regions that the scenario takes away; empty when nothing is lost
/// @param in the region where it comes back
/// @param target the moment that its data is brought back to
/// @param dependencies where the components that it depends on are reached in the region `in`; one
///   that is not reached, such as a file tree, is absent
/// @param facts what was measured or observed
public record Situation<S extends Record>(
        ComponentId component,
        S settings,
        Optional<Protection> protection,
        Recovery recovery,
        Optional<RegionId> home,
        Set<RegionId> lost,
        RegionId in,
        RestoreTarget target,
        Map<ComponentId, Address> dependencies,
        Facts facts) {
    public Situation {
        lost = Set.copyOf(lost);
        dependencies = Map.copyOf(dependencies);
    }

    /// Whether the scenario takes the component's own region away.
    public boolean isLost() {
        return home.filter(lost::contains).isPresent();
    }

    /// Where a component is reached in a region. One that comes back in its own region is reached
    /// where it comes back.
    ///
    /// @param recovered where it is reached once it came back; null where that is not said
    /// @param before where it is reached now
    public Optional<Address> address(RegionId region, @Nullable Address recovered, Address before) {
        if (region.equals(in) && recovered != null) {
            return Optional.of(recovered);
        }
        return home.filter(region::equals).map(_ -> before);
    }

    /// How long a step of this component took in earlier runs.
    public Optional<StepTime> measured(Action action) {
        return facts.stepTime(component, action.verb());
    }

    /// The size of what the newest base backup brings back.
    public Optional<ByteSize> base() {
        return state().flatMap(ProtectionState::newest).map(RecoveryPoint::logical);
    }

    /// What lies between the newest base backup and the end of the captured log; across lines of
    /// log it is not known and taken as nothing.
    public ByteSize log() {
        Optional<LogPosition> from =
                state().flatMap(ProtectionState::newest).map(RecoveryPoint::from);
        Optional<LogPosition> end =
                state().flatMap(ProtectionState::window).map(RestorableWindow::end);
        if (from.isEmpty() || end.isEmpty() || !from.get().line().equals(end.get().line())) {
            return ByteSize.ZERO;
        }
        return new ByteSize(Math.max(0, end.get().offset() - from.get().offset()));
    }

    private Optional<ProtectionState> state() {
        return Optional.ofNullable(facts.protection().get(component));
    }
}
