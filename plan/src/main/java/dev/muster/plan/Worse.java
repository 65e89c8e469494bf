package dev.muster.plan;

import dev.muster.kind.LogCapture;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.model.ComponentId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.plan.Change.Absent;
import dev.muster.plan.Change.Gone;
import dev.muster.plan.Change.Lost;
import dev.muster.plan.Change.Stale;
import dev.muster.strategy.Component;
import dev.muster.strategy.Probe;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Loss;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Rewrites a strategy into the one that it is when more is lost.
///
/// What is lost as well is moved to where the scenario strikes: a component into the lost region,
/// and of a region that is gone everything. So planner and arithmetic need no second notion of
/// loss.
final class Worse {
    private final Strategy strategy;
    private final RegionId struck;

    private Worse(Strategy strategy, RegionId struck) {
        this.strategy = strategy;
        this.struck = struck;
    }

    static Strategy than(Strategy strategy, Scenario scenario, List<Change> changes) {
        Strategy worse = strategy;
        for (Change change : changes) {
            worse =
                    switch (change) {
                        case Lost lost -> new Worse(worse, struck(scenario, change)).lose(lost);
                        case Gone gone ->
                                new Worse(worse, struck(scenario, change))
                                        .lose(gone, scenario.id());
                        case Stale stale -> known(worse, stale);
                        case Absent absent -> known(worse, absent);
                    };
        }
        return worse;
    }

    private static RegionId struck(Scenario scenario, Change change) {
        return switch (scenario.loss()) {
            case Loss.OfRegion loss -> loss.region();
            case Loss.OfComponent _ ->
                    throw PlanErrors.NO_SUCH_CHANGE.error(
                            change
                                    + " can be asked of a scenario that loses a region, and "
                                    + scenario.id()
                                    + " loses a component",
                            "choose another scenario");
        };
    }

    private static Strategy known(Strategy strategy, Stale stale) {
        VaultPlace vault = strategy.vaults().get(stale.vault());
        boolean there =
                vault != null
                        && vault.copies().stream()
                                .anyMatch(copy -> copy.region().equals(stale.region()));
        if (!there) {
            throw unknown(stale, "no copy of vault " + stale.vault() + " in " + stale.region());
        }
        return strategy;
    }

    private static Strategy known(Strategy strategy, Absent absent) {
        if (!strategy.contacts().containsKey(absent.contact())) {
            throw unknown(absent, "no contact " + absent.contact());
        }
        return strategy;
    }

    private static RuntimeException unknown(Change change, String what) {
        return PlanErrors.NO_SUCH_CHANGE.error(
                change + ": the strategy has " + what, "write " + Change.HELP);
    }

    private Strategy lose(Lost lost) {
        if (!strategy.components().containsKey(lost.component())) {
            throw unknown(lost, "no component " + lost.component());
        }
        return with(
                components(one -> one.id().equals(lost.component()) ? moved(one) : one),
                strategy.vaults(),
                strategy.scenarios(),
                strategy.probes());
    }

    private Strategy lose(Gone gone, ScenarioId scenario) {
        if (!strategy.regions().containsKey(gone.region())) {
            throw unknown(gone, "no region " + gone.region());
        }
        RegionId region = gone.region();
        Map<ScenarioId, Scenario> scenarios = new LinkedHashMap<>(strategy.scenarios());
        scenarios.computeIfPresent(
                scenario,
                (id, old) ->
                        new Scenario(
                                id,
                                old.loss(),
                                old.recoverIn().stream()
                                        .filter(choice -> !choice.equals(region))
                                        .toList(),
                                old.trigger(),
                                old.approvals(),
                                old.pace()));
        return with(
                components(one -> without(one, region)), vaults(region), scenarios, probes(region));
    }

    private Map<ComponentId, Component<?>> components(UnaryOperator<Component<?>> change) {
        Map<ComponentId, Component<?>> changed = new LinkedHashMap<>();
        strategy.components().forEach((id, one) -> changed.put(id, change.apply(one)));
        return changed;
    }

    private <S extends Record> Component<S> moved(Component<S> one) {
        return copy(one, Optional.of(struck), one.protection(), one.recovery());
    }

    private <S extends Record> Component<S> without(Component<S> one, RegionId region) {
        Recovery recovery =
                new Recovery(
                        one.recovery().in().filter(choice -> !choice.equals(region)),
                        one.recovery().method());
        return copy(
                one,
                one.region().map(home -> home.equals(region) ? struck : home),
                one.protection().map(protect -> without(protect, region)),
                recovery);
    }

    private Protection without(Protection protect, RegionId region) {
        return new Protection(
                protect.vault(),
                protect.full(),
                protect.logs()
                        .map(logs ->
                                logs.captureFrom().equals(region)
                                        ? new LogCapture(
                                                struck,
                                                logs.ship(),
                                                logs.durability(),
                                                logs.synchronous(),
                                                logs.onCaptureLost())
                                        : logs),
                protect.keep());
    }

    private static <S extends Record> Component<S> copy(
            Component<S> one,
            Optional<RegionId> region,
            Optional<Protection> protection,
            Recovery recovery) {
        return new Component<>(
                one.id(),
                one.kind(),
                one.settings(),
                one.tier(),
                one.rpo(),
                one.rto(),
                region,
                one.owner(),
                one.dependsOn(),
                protection,
                recovery);
    }

    private Map<VaultId, VaultPlace> vaults(RegionId region) {
        Map<VaultId, VaultPlace> changed = new LinkedHashMap<>();
        strategy.vaults()
                .forEach((id, vault) ->
                        changed.put(
                                id,
                                new VaultPlace(
                                        id,
                                        vault.copies().stream()
                                                .map(copy -> without(copy, region))
                                                .toList())));
        return changed;
    }

    private VaultPlace.Copy without(VaultPlace.Copy copy, RegionId region) {
        return copy.region().equals(region)
                ? new VaultPlace.Copy(copy.url(), struck, copy.credentials())
                : copy;
    }

    /// Nobody asks from a region that is not there.
    private Map<ProbeId, Probe> probes(RegionId region) {
        Map<ProbeId, Probe> changed = new LinkedHashMap<>();
        strategy.probes()
                .forEach((id, probe) -> {
                    List<RegionId> from = new ArrayList<>(probe.from());
                    from.replaceAll(place -> place.equals(region) ? struck : place);
                    changed.put(
                            id, new Probe(id, probe.http(), probe.every(), probe.timeout(), from));
                });
        return changed;
    }

    private Strategy with(
            Map<ComponentId, Component<?>> components,
            Map<VaultId, VaultPlace> vaults,
            Map<ScenarioId, Scenario> scenarios,
            Map<ProbeId, Probe> probes) {
        return new Strategy(
                strategy.name(),
                strategy.digest(),
                strategy.regions(),
                vaults,
                strategy.contacts(),
                components,
                scenarios,
                probes,
                strategy.drills(),
                strategy.alerts(),
                strategy.secrets());
    }
}
