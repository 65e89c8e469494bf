package dev.muster.plan;

import dev.muster.kind.Capability;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.LogCapture;
import dev.muster.kind.Protection;
import dev.muster.kind.Shipping;
import dev.muster.model.ComponentId;
import dev.muster.model.Durability;
import dev.muster.model.Durations;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.plan.ExpectedLoss.AtMost;
import dev.muster.plan.ExpectedLoss.Everything;
import dev.muster.strategy.Component;
import dev.muster.strategy.Schedule;
import dev.muster.strategy.Shipments;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import dev.muster.strategy.VaultPlace.Copy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The arithmetic of what a scenario costs, when everything that was captured is brought back.
public final class ExpectedLosses {
    private final Strategy strategy;
    private final Set<RegionId> lost;
    private final Facts facts;

    private ExpectedLosses(Strategy strategy, Set<RegionId> lost, Facts facts) {
        this.strategy = strategy;
        this.lost = lost;
        this.facts = facts;
    }

    /// Of each affected component that holds data, in the order of the file.
    public static List<ExpectedLoss> of(Strategy strategy, ScenarioId scenario, Facts facts) {
        Situations situations =
                Situations.of(
                        strategy,
                        Planner.scenario(strategy, scenario),
                        new RestoreTarget.Latest(),
                        facts);
        ExpectedLosses losses = new ExpectedLosses(strategy, situations.lost(), facts);
        List<ExpectedLoss> all = new ArrayList<>();
        for (Case<?> one : situations.cases()) {
            if (one.affected() && one.component().kind().capabilities().contains(Capability.DATA)) {
                all.add(losses.of(one));
            }
        }
        return List.copyOf(all);
    }

    private <S extends Record> ExpectedLoss of(Case<S> one) {
        Component<S> store = one.component();
        if (!store.kind().capabilities().contains(Capability.NATIVE_POINTS)) {
            return of(store);
        }
        return store.kind()
                .nativeLoss(one.situation())
                .<ExpectedLoss>map(loss ->
                        new AtMost(
                                store.id(),
                                List.of(
                                        new Term(
                                                "what its service keeps",
                                                loss.duration(),
                                                loss.reason())),
                                loss.reason()))
                .orElseGet(() ->
                        new Everything(
                                store.id(),
                                "its service keeps nothing of it outside " + names(lost)));
    }

    private ExpectedLoss of(Component<?> store) {
        if (store.protection().isEmpty()) {
            return new Everything(store.id(), "it is not protected");
        }
        Protection protect = store.protection().get();
        if (survivors(protect).isEmpty()) {
            return new Everything(
                    store.id(), "vault " + protect.vault() + " has no copy outside " + names(lost));
        }
        return protect.logs()
                .filter(this::survives)
                .map(logs -> captured(store, protect, logs))
                .orElseGet(() -> backedUp(store.id(), protect));
    }

    private Optional<ProtectionState> state(ComponentId component) {
        return Optional.ofNullable(facts.protection().get(component));
    }

    private List<Copy> survivors(Protection protect) {
        VaultPlace vault = strategy.vaults().get(protect.vault());
        return vault == null
                ? List.of()
                : vault.copies().stream().filter(copy -> !lost.contains(copy.region())).toList();
    }

    /// Whether the captured log is still there: where a region is lost, only what was acknowledged
    /// by another one counts.
    private boolean survives(LogCapture logs) {
        return lost.isEmpty() || logs.durability() == Durability.REGION;
    }

    private ExpectedLoss captured(Component<?> store, Protection protect, LogCapture logs) {
        ComponentId component = store.id();
        boolean receiverSurvives = !lost.contains(logs.captureFrom());
        if (logs.synchronous() && receiverSurvives) {
            Term waits =
                    new Term(
                            "a commit waits until it is captured",
                            Duration.ZERO,
                            "protect.logs.synchronous");
            return new AtMost(
                    component, List.of(waits), "a commit is acknowledged when it is captured");
        }
        List<Term> terms = new ArrayList<>();
        if (logs.ship() instanceof Shipping.Every every) {
            terms.add(new Term("until the next shipment", every.interval(), "protect.logs.ship"));
        } else if (!receiverSurvives) {
            inNobodysHands(store, protect, logs).ifPresent(terms::add);
        }
        // The measured lag is that of the receiver; what it has is gone with it.
        terms.add(receiverSurvives ? lag(component) : assumedLag("until it is in another region"));
        return new AtMost(
                component,
                terms,
                receiverSurvives
                        ? "what was committed but not yet captured"
                        : "what the receiver in " + logs.captureFrom() + " had not passed on");
    }

    /// What streams to a receiver is safe there alone until it goes on into the vault.
    private Optional<Term> inNobodysHands(Component<?> store, Protection protect, LogCapture logs) {
        return Optional.ofNullable(strategy.vaults().get(protect.vault()))
                .map(vault -> Shipments.of(store, logs, vault))
                .filter(ship -> ship.heldBack() || !Shipments.needsVault(store, logs))
                .map(ship ->
                        new Term("until the next shipment", ship.interval(), "protect.logs.ship"));
    }

    private Term lag(ComponentId component) {
        return state(component)
                .flatMap(ProtectionState::captureLag)
                .map(lag -> new Term("capture lag", lag, "measured"))
                .orElseGet(() -> assumedLag("capture lag"));
    }

    private static Term assumedLag(String name) {
        Duration lag = Assumptions.STREAM_LAG;
        return new Term(name, lag, "assumed to be " + Durations.text(lag));
    }

    private ExpectedLoss backedUp(ComponentId component, Protection protect) {
        Schedule schedule = Schedule.of(protect.full());
        Term interval =
                new Term("from one backup to the next", schedule.longestGap(), "protect.full");
        Term takes =
                state(component)
                        .flatMap(ProtectionState::newest)
                        .map(ExpectedLosses::took)
                        .orElse(
                                new Term(
                                        "until a backup is stored",
                                        Assumptions.BACKUP,
                                        "assumed to be " + Durations.text(Assumptions.BACKUP)));
        return new AtMost(
                component, List.of(interval, takes), "what changed since the last backup");
    }

    private static Term took(RecoveryPoint point) {
        Duration time = Duration.between(point.startedAt(), point.storedAt());
        return new Term(
                "until a backup is stored",
                time.isNegative() ? Duration.ZERO : time,
                "measured with the newest backup");
    }

    private static String names(Set<RegionId> regions) {
        return String.join(", ", regions.stream().map(RegionId::value).sorted().toList());
    }
}
