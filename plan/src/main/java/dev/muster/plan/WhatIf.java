package dev.muster.plan;

import dev.muster.kind.Facts;
import dev.muster.kind.Protection;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.plan.Change.Absent;
import dev.muster.plan.Change.Stale;
import dev.muster.plan.ExpectedLoss.AtMost;
import dev.muster.plan.ExpectedLoss.Everything;
import dev.muster.strategy.Component;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a scenario comes to when more goes wrong than it says.
///
/// @param strategy as it would be then; for drawings
/// @param plan by which the system comes back
/// @param times of the plan
/// @param losses of each affected component with data
/// @param alone what nobody is left to do: who would have to be asked, and is absent too
public record WhatIf(
        Strategy strategy,
        RecoveryPlan plan,
        Timetable times,
        List<ExpectedLoss> losses,
        Optional<String> alone) {
    /// Who does not say after what time the next one is asked, is waited for as long as this.
    private static final Duration UNSAID = Assumptions.PERSON_DECIDES;

    public WhatIf {
        losses = List.copyOf(losses);
    }

    /// @param changes none gives the plan as it is
    /// @throws dev.muster.model.MusterException [PlanErrors] if no plan can be made then, or a
    ///   change names nothing that is there
    public static WhatIf of(
            Strategy strategy,
            ScenarioId id,
            Facts facts,
            RestoreTarget target,
            List<Change> changes) {
        Strategy then = Worse.than(strategy, Planner.scenario(strategy, id), changes);
        Scenario scenario = Planner.scenario(then, id);
        RecoveryPlan plan = Planner.plan(then, id, facts, target);
        Absence absence = absence(then, scenario, plan, changes);
        Lead lead = Lead.of(then, scenario, plan.lost());
        List<Term> decision = new ArrayList<>(lead.decision());
        decision.addAll(absence.waits());
        Timetable times = Timetable.of(plan, new Lead(lead.detection(), decision));
        List<ExpectedLoss> losses =
                ExpectedLosses.of(then, id, facts).stream()
                        .map(loss -> later(then, plan, loss, changes))
                        .toList();
        return new WhatIf(then, plan, times, losses, absence.alone());
    }

    /// @param waits until each of those who do not answer is given up
    /// @param alone who is asked last and does not answer either
    private record Absence(List<Term> waits, Optional<String> alone) {
        static final Absence NONE = new Absence(List.of(), Optional.empty());
    }

    /// The first to be called is the owner of the first step; from there the strategy says who is
    /// next. Where nobody has to decide, nobody is missed.
    private static Absence absence(
            Strategy strategy, Scenario scenario, RecoveryPlan plan, List<Change> changes) {
        Set<ContactId> absent =
                changes.stream()
                        .filter(Absent.class::isInstance)
                        .map(change -> ((Absent) change).contact())
                        .collect(Collectors.toSet());
        boolean byItself =
                scenario.trigger()
                        .filter(trigger -> trigger.then() == Scenario.Reaction.START)
                        .isPresent();
        if (byItself || absent.isEmpty()) {
            return Absence.NONE;
        }
        Optional<ContactId> first =
                plan.steps().stream()
                        .flatMap(step -> strategy.owner(step.action().component()).stream())
                        .findFirst();
        return first.map(contact -> chain(strategy, contact, absent)).orElse(Absence.NONE);
    }

    private static Absence chain(Strategy strategy, ContactId first, Set<ContactId> absent) {
        List<Term> waits = new ArrayList<>();
        Set<ContactId> asked = new HashSet<>();
        Optional<Contact> at = Optional.ofNullable(strategy.contacts().get(first));
        while (at.isPresent() && absent.contains(at.get().id()) && asked.add(at.get().id())) {
            Contact contact = at.get();
            Duration time = contact.escalateAfter().orElse(UNSAID);
            waits.add(
                    new Term(
                            "until " + contact.id() + ", who is absent, is given up",
                            time,
                            contact.escalateAfter().isPresent()
                                    ? "its key escalate-after"
                                    : "assumed, as it has no escalate-after"));
            at = contact.then().map(strategy.contacts()::get);
            if (at.isEmpty() || asked.contains(at.get().id())) {
                return new Absence(waits, Optional.of(contact.id() + " is the last to be asked"));
            }
        }
        return new Absence(waits, Optional.empty());
    }

    /// Where every copy that is left is behind, what it lacks is lost as well.
    private static ExpectedLoss later(
            Strategy strategy, RecoveryPlan plan, ExpectedLoss loss, List<Change> changes) {
        return switch (loss) {
            case Everything everything -> everything;
            case AtMost atMost ->
                    behind(strategy, plan, atMost.component(), changes)
                            .map(term -> {
                                List<Term> terms = new ArrayList<>(atMost.terms());
                                terms.add(term);
                                return new AtMost(atMost.component(), terms, atMost.reason());
                            })
                            .orElse(atMost);
        };
    }

    private static Optional<Term> behind(
            Strategy strategy, RecoveryPlan plan, ComponentId id, List<Change> changes) {
        Component<?> component = strategy.components().get(id);
        Optional<VaultId> vault =
                component == null
                        ? Optional.empty()
                        : component.protection().map(Protection::vault);
        VaultPlace place = vault.map(strategy.vaults()::get).orElse(null);
        if (place == null) {
            return Optional.empty();
        }
        List<Duration> left =
                place.copies().stream()
                        .filter(copy -> !plan.lost().contains(copy.region()))
                        .map(copy -> lag(place.id(), copy, changes))
                        .toList();
        return left.stream()
                .min(Duration::compareTo)
                .filter(Duration::isPositive)
                .map(time ->
                        new Term(
                                "that the copies of vault " + place.id() + " are behind",
                                time,
                                "what if"));
    }

    private static Duration lag(VaultId vault, VaultPlace.Copy copy, List<Change> changes) {
        return changes.stream()
                .filter(Stale.class::isInstance)
                .map(Stale.class::cast)
                .filter(one -> one.vault().equals(vault) && one.region().equals(copy.region()))
                .map(Stale::by)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// What each component loses, by its name.
    public Map<ComponentId, ExpectedLoss> lossOf() {
        return losses.stream().collect(Collectors.toMap(ExpectedLoss::component, loss -> loss));
    }
}
