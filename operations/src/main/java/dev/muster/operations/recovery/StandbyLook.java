package dev.muster.operations.recovery;

import dev.muster.kind.Recovery;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.operations.Site;
import dev.muster.provider.DataStore.Following;
import dev.muster.strategy.Component;
import java.util.Optional;

/// Looks at the standby that a recovery of a component would promote.
///
/// It lives where the component is recovered. That is this host where its log is captured in that
/// region; anywhere else nothing is known of it, and nothing is said.
public final class StandbyLook {
    private final Site site;

    public StandbyLook(Site site) {
        this.site = site;
    }

    /// The region of the standby, where it is to be looked for on this host.
    public static Optional<RegionId> region(Component<?> component) {
        return component
                .recovery()
                .in()
                .filter(_ -> component.recovery().method().equals(PROMOTED))
                .filter(region ->
                        component
                                .protection()
                                .flatMap(how -> how.logs())
                                .filter(logs -> logs.captureFrom().equals(region))
                                .isPresent());
    }

    private static final Optional<Recovery.Method> PROMOTED = Optional.of(Recovery.Method.PROMOTE);

    /// Empty where there is nothing to look at.
    ///
    /// @throws dev.muster.model.MusterException if the standby is not there or cannot be asked
    public <S extends Record> Optional<Following> at(Component<S> component)
            throws InterruptedException {
        Optional<RegionId> region = region(component);
        if (region.isEmpty()) {
            return Optional.empty();
        }
        return site.dataStore(component)
                .following(
                        site.targets()
                                .restored(component, region.get(), new RestoreTarget.Latest()));
    }
}
