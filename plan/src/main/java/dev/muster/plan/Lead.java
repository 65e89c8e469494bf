package dev.muster.plan;

import dev.muster.model.Durations;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.strategy.Probe;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Trigger;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What passes before the first step: from the loss until it is seen, and until somebody decides.
///
/// @param detection adds up to the phase DETECT
/// @param decision adds up to the phase DECIDE
public record Lead(List<Term> detection, List<Term> decision) {
    public Lead {
        detection = List.copyOf(detection);
        decision = List.copyOf(decision);
    }

    public Duration detects() {
        return Term.sum(detection);
    }

    public Duration decides() {
        return Term.sum(decision);
    }

    static Lead of(Strategy strategy, Scenario scenario, Set<RegionId> lost) {
        Optional<Trigger> trigger = scenario.trigger();
        if (trigger.isEmpty()) {
            return new Lead(List.of(personNotices()), List.of(personDecides()));
        }
        return new Lead(
                detection(strategy, trigger.get(), lost).orElse(List.of(personNotices())),
                List.of(decision(trigger.get(), gated(scenario))));
    }

    /// The quickest probe that is still asked from enough places.
    private static Optional<List<Term>> detection(
            Strategy strategy, Trigger trigger, Set<RegionId> lost) {
        return trigger.when().stream()
                .flatMap(id -> Optional.ofNullable(strategy.probes().get(id)).stream())
                .filter(probe -> places(probe, lost) >= trigger.agree())
                .map(probe -> detection(probe, trigger.hold()))
                .min(Comparator.comparing(Term::sum));
    }

    private static long places(Probe probe, Set<RegionId> lost) {
        return probe.from().stream().filter(region -> !lost.contains(region)).distinct().count();
    }

    private static List<Term> detection(Probe probe, Duration hold) {
        ProbeId id = probe.id();
        return List.of(
                new Term("until " + id + " is asked again", probe.every(), "its key every"),
                new Term("until no answer is a bad one", probe.timeout(), "its key timeout"),
                new Term("failing without a break", hold, "the trigger's key for"));
    }

    /// Whether its approvals are steps of the plan, with the time that they take.
    private static boolean gated(Scenario scenario) {
        return scenario.approvals().stream().anyMatch(gate -> gate.before().isEmpty());
    }

    private static Term decision(Trigger trigger, boolean gated) {
        return switch (trigger.then()) {
            case START -> new Term("starts by itself", Duration.ZERO, "the trigger's key then");
            case APPROVE ->
                    gated
                            ? new Term("asks by itself", Duration.ZERO, "the trigger's key then")
                            : new Term(
                                    "until it is approved",
                                    Assumptions.APPROVAL,
                                    assumed(Assumptions.APPROVAL));
            case TELL -> personDecides();
        };
    }

    private static Term personNotices() {
        Duration time = Assumptions.PERSON_NOTICES;
        return new Term("until a person notices", time, assumed(time));
    }

    private static Term personDecides() {
        Duration time = Assumptions.PERSON_DECIDES;
        return new Term("until a person decides", time, assumed(time));
    }

    private static String assumed(Duration time) {
        return "assumed to be " + Durations.text(time);
    }
}
