package dev.muster.plan;

import dev.muster.model.RegionId;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Loss;
import dev.muster.strategy.Strategy;
import java.util.Optional;
import java.util.Set;

/// The choice of the region where a system comes back.
final class Destination {
    private Destination() {}

    /// The best ranked one that is not lost.
    static RegionId of(Strategy strategy, Scenario scenario) {
        return find(strategy, scenario)
                .orElseThrow(() ->
                        PlanErrors.NOWHERE.error(
                                "scenario "
                                        + scenario.id()
                                        + " leaves no region where the system comes back",
                                "add recover-in: [ REGION ] with another region"));
    }

    static Optional<RegionId> find(Strategy strategy, Scenario scenario) {
        Set<RegionId> gone = gone(strategy, scenario);
        return scenario.recoverIn().stream()
                .filter(region -> !gone.contains(region))
                .findFirst()
                .or(() -> own(strategy, scenario).filter(region -> !gone.contains(region)));
    }

    private static Set<RegionId> gone(Strategy strategy, Scenario scenario) {
        return switch (scenario.loss()) {
            case Loss.OfRegion loss -> Set.of(loss.region());
            case Loss.OfComponent loss ->
                    Optional.ofNullable(strategy.components().get(loss.component()))
                            .flatMap(Component::region)
                            .map(Set::of)
                            .orElse(Set.of());
        };
    }

    private static Optional<RegionId> own(Strategy strategy, Scenario scenario) {
        return switch (scenario.loss()) {
            case Loss.OfRegion _ -> Optional.empty();
            case Loss.OfComponent loss ->
                    Optional.ofNullable(strategy.components().get(loss.component()))
                            .flatMap(component -> component.recovery().in());
        };
    }
}
