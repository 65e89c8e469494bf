package dev.muster.cli.site;

import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.operations.Site;
import dev.muster.operations.keys.RecoveryDoor;
import dev.muster.operations.keys.SealedLookup;
import dev.muster.operations.keys.SealedReport;
import dev.muster.plan.Planner;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.Variables;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The strategy that a daemon began with, and the keys that it was given then. A recovery is opened
/// from these, and not from files, which the disaster may have taken away or changed.
final class HeldStrategy implements RecoveryDoor {
    private final Function<Variables, Strategy> reading;
    private final Variables ordinary;
    private final Site first;
    private final Function<Strategy, Site> opening;

    /// @param reading reads the text that was there at the start
    /// @param ordinary values as they were at the start
    /// @param first with the vaults that hold the keys
    /// @param opening a site of those vaults
    HeldStrategy(
            Function<Variables, Strategy> reading,
            Variables ordinary,
            Site first,
            Function<Strategy, Site> opening) {
        this.reading = reading;
        this.ordinary = ordinary;
        this.first = first;
        this.opening = opening;
    }

    @Override
    public Site open(ScenarioId scenario) {
        Variables opened =
                new RecoveryVariables(ordinary, sealed(), first.strategy(), touched(scenario));
        return opening.apply(reading.apply(opened));
    }

    /// All components where the scenario cannot be planned: whoever carries it out says why.
    private Predicate<ComponentId> touched(ScenarioId scenario) {
        try {
            return Planner.plan(first.strategy(), scenario, Facts.NONE, new RestoreTarget.Latest())
                            .steps()
                            .stream()
                            .map(step -> step.action().component())
                            .collect(Collectors.toUnmodifiableSet())
                    ::contains;
        } catch (MusterException noPlan) {
            return _ -> true;
        }
    }

    @Override
    public SealedReport look() {
        return SealedReport.of(first.strategy(), sealed());
    }

    private SealedLookup sealed() {
        return new SealedLookup(first.strategy(), first.vaults());
    }
}
