package dev.muster.check;

import dev.muster.check.Outlook.View;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.plan.Case;
import dev.muster.strategy.Component;
import dev.muster.strategy.Probe;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Trigger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether each scenario can be seen and leads to a way back, and each component is in one.
final class ScenarioChecks {
    private final Outlook outlook;
    private final Findings findings;

    ScenarioChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        outlook.hopeless().forEach(this::hopeless);
        outlook.views().forEach(this::wayBack);
        outlook.views()
                .forEach(view -> view.scenario().trigger().ifPresent(when -> blind(view, when)));
        outlook.strategy().scenarios().values().forEach(this::rehearsed);
        uncovered();
    }

    private void hopeless(Scenario scenario) {
        findings.error(
                CheckErrors.NOWHERE,
                Wording.at(scenario.id()),
                scenario.id() + " leaves no region where the system comes back",
                "recover-in: [ REGION ] with another region");
    }

    private void wayBack(View view) {
        for (Case<?> one : view.affected()) {
            ComponentId id = one.component().id();
            if (one.recipe().isEmpty()) {
                findings.error(
                        CheckErrors.NO_WAY_BACK,
                        Wording.at(id),
                        view.id() + " takes " + id + " away, and nothing brings it back",
                        "recover: { in: " + view.situations().in() + " } for " + id);
            } else {
                unknownThere(view, one);
            }
        }
    }

    private void unknownThere(View view, Case<?> one) {
        Component<?> component = one.component();
        RegionId in = one.situation().in();
        boolean atHome = component.region().flatMap(one::address).isPresent();
        if (atHome && one.address(in).isEmpty()) {
            findings.error(
                    CheckErrors.UNKNOWN_THERE,
                    Wording.at(component.id(), "recover"),
                    component.id()
                            + " comes back in "
                            + in
                            + " after "
                            + view.id()
                            + ", but where it is reached there is not said",
                    "its settings for " + in + " under recover");
        }
    }

    private void blind(View view, Trigger trigger) {
        Set<RegionId> lost = view.situations().lost();
        boolean seen =
                trigger.when().stream()
                        .flatMap(id ->
                                Optional.ofNullable(outlook.strategy().probes().get(id)).stream())
                        .anyMatch(probe -> places(probe, lost) >= trigger.agree());
        if (!seen) {
            findings.error(
                    CheckErrors.BLIND_TRIGGER,
                    Wording.at(view.id(), "trigger", "when"),
                    "no probe of "
                            + view.id()
                            + " is asked from "
                            + trigger.agree()
                            + (trigger.agree() == 1 ? " place" : " places")
                            + " outside "
                            + Wording.names(lost),
                    "from: [ " + view.situations().in() + " ] for one of its probes");
        }
    }

    private static long places(Probe probe, Set<RegionId> lost) {
        return probe.from().stream().filter(region -> !lost.contains(region)).distinct().count();
    }

    private void rehearsed(Scenario scenario) {
        boolean drilled =
                outlook.strategy().drills().values().stream()
                        .anyMatch(drill -> drill.scenario().equals(scenario.id()));
        if (!drilled) {
            findings.warning(
                    CheckErrors.NO_DRILL,
                    Wording.at(scenario.id()),
                    scenario.id() + " is never rehearsed",
                    "drills: { monthly: { scenario: "
                            + scenario.id()
                            + ", mode: isolated, schedule: \"0 9 1 * *\" } }");
        }
    }

    private void uncovered() {
        Set<ComponentId> covered = new HashSet<>();
        for (View view : outlook.views()) {
            view.affected().forEach(one -> covered.add(one.component().id()));
        }
        List<Scenario> hopeless = outlook.hopeless();
        for (Component<?> component : outlook.components()) {
            boolean asks = component.rpo().isPresent() || component.rto().isPresent();
            if (asks && hopeless.isEmpty() && !covered.contains(component.id())) {
                findings.hint(
                        CheckErrors.NO_SCENARIO,
                        Wording.at(component.id()),
                        component.id() + " has objectives, but no scenario takes it away",
                        component
                                .region()
                                .map(region -> "a scenario with lose: { region: " + region + " }")
                                .orElse(
                                        "a scenario with lose: { component: "
                                                + component.id()
                                                + " }"));
            }
        }
    }
}
