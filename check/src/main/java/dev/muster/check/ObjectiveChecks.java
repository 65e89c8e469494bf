package dev.muster.check;

import dev.muster.check.Outlook.View;
import dev.muster.check.Prediction.Objective;
import dev.muster.kind.Capability;
import dev.muster.kind.LogCapture;
import dev.muster.kind.Protection;
import dev.muster.model.ComponentId;
import dev.muster.model.Durability;
import dev.muster.plan.Term;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Objectives against what the plans give, and against each other.
final class ObjectiveChecks {
    private final Outlook outlook;
    private final Findings findings;

    ObjectiveChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        Map<ComponentId, Prediction> losses = new HashMap<>();
        Map<ComponentId, Prediction> downtimes = new HashMap<>();
        for (View view : outlook.views()) {
            for (Prediction prediction : Predictions.of(view)) {
                worst(prediction.objective() == Objective.RPO ? losses : downtimes, prediction);
            }
        }
        for (Component<?> component : outlook.components()) {
            Optional.ofNullable(losses.get(component.id()))
                    .ifPresent(prediction -> loss(component, prediction));
            Optional.ofNullable(downtimes.get(component.id()))
                    .ifPresent(prediction -> downtime(component, prediction));
            component.dependsOn().stream()
                    .sorted()
                    .map(outlook.strategy().components()::get)
                    .forEach(needed -> dependency(component, needed));
        }
    }

    /// Of several scenarios the worst one is told.
    private static void worst(Map<ComponentId, Prediction> worst, Prediction prediction) {
        if (prediction.met() || prediction.predicted().isEmpty()) {
            return; // What loses everything has findings of its own.
        }
        worst.merge(prediction.component(), prediction, ObjectiveChecks::larger);
    }

    private static Prediction larger(Prediction one, Prediction other) {
        return predicted(other).compareTo(predicted(one)) > 0 ? other : one;
    }

    private static Duration predicted(Prediction prediction) {
        return prediction.predicted().orElseThrow();
    }

    private void loss(Component<?> component, Prediction prediction) {
        if (belowRegion(component)) {
            durability(component, prediction);
            return;
        }
        findings.error(
                CheckErrors.RPO_MISSED,
                Wording.at(component.id(), "rpo"),
                component.id()
                        + " may lose "
                        + Wording.text(predicted(prediction))
                        + " in "
                        + prediction.scenario()
                        + ", its rpo is "
                        + Wording.text(prediction.asked().orElseThrow())
                        + ": "
                        + Wording.sum(prediction.terms()),
                lossFix(component) + "rpo: " + Wording.written(predicted(prediction)));
    }

    private static boolean belowRegion(Component<?> component) {
        return component
                .protection()
                .flatMap(Protection::logs)
                .filter(logs -> logs.durability() != Durability.REGION)
                .isPresent();
    }

    /// The loss is that of backups alone; captured log would make it small if it counted.
    private void durability(Component<?> component, Prediction prediction) {
        findings.error(
                CheckErrors.DURABILITY_BELOW_REGION,
                Wording.at(component.id(), "protect", "logs", "durability"),
                "captured log of "
                        + component.id()
                        + " does not count in "
                        + prediction.scenario()
                        + ", so that it may lose "
                        + Wording.text(predicted(prediction))
                        + ", its rpo is "
                        + Wording.text(prediction.asked().orElseThrow())
                        + ": "
                        + Wording.sum(prediction.terms()),
                "durability: region");
    }

    private static String lossFix(Component<?> component) {
        Optional<LogCapture> logs = component.protection().flatMap(Protection::logs);
        boolean captures = component.kind().capabilities().contains(Capability.CONTINUOUS_CAPTURE);
        boolean waits = component.kind().capabilities().contains(Capability.SYNCHRONOUS_CAPTURE);
        if (logs.isEmpty()) {
            return captures ? "logs: { capture-from: REGION } under protect, or " : "";
        }
        return waits ? "synchronous: true under protect.logs, or " : "";
    }

    private void downtime(Component<?> component, Prediction prediction) {
        Term longest =
                prediction.terms().stream().max(Comparator.comparing(Term::duration)).orElseThrow();
        findings.error(
                CheckErrors.RTO_MISSED,
                Wording.at(component.id(), "rto"),
                component.id()
                        + " is back "
                        + Wording.text(predicted(prediction))
                        + " after "
                        + prediction.scenario()
                        + ", its rto is "
                        + Wording.text(prediction.asked().orElseThrow())
                        + ": "
                        + Wording.sum(prediction.terms()),
                "rto: "
                        + Wording.written(predicted(prediction))
                        + ", or shorten the longest part: "
                        + longest.name()
                        + " ("
                        + longest.reason()
                        + ")");
    }

    private void dependency(Component<?> component, Component<?> needed) {
        weaker(component, needed, "rto", Component::rto);
        if (needed.kind().capabilities().contains(Capability.DATA)) {
            weaker(component, needed, "rpo", Component::rpo);
        }
    }

    private void weaker(
            Component<?> component,
            Component<?> needed,
            String key,
            Function<Component<?>, Optional<Duration>> objective) {
        Optional<Duration> own = objective.apply(component);
        Optional<Duration> theirs = objective.apply(needed);
        boolean weak =
                own.isPresent() && (theirs.isEmpty() || theirs.get().compareTo(own.get()) > 0);
        if (weak) {
            findings.warning(
                    CheckErrors.WEAK_DEPENDENCY,
                    Wording.at(component.id(), "depends-on"),
                    component.id()
                            + " asks for "
                            + key
                            + " "
                            + Wording.text(own.get())
                            + " and needs "
                            + needed.id()
                            + ", which has "
                            + theirs.map(time -> key + " " + Wording.text(time))
                                    .orElse("no " + key),
                    key + ": " + Wording.written(own.get()) + " for " + needed.id());
        }
    }
}
