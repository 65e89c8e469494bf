package dev.muster.check.diff;

import dev.muster.check.Checker;
import dev.muster.check.Prediction;
import dev.muster.check.Predictions;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.model.Durations;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.plan.PlanErrors;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Timetable;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What changes for the day of the disaster between two versions of a strategy, for code review:
/// times, losses, steps, scenarios and findings. What means the same is not told, however the text
/// changed.
///
/// @param entries by scenario in the order of the new version, then findings
public record RecoveryDiff(List<Entry> entries) {
    public RecoveryDiff {
        entries = List.copyOf(entries);
    }

    /// @param scenario empty for what belongs to none
    /// @param what changes
    /// @param before empty where it was not there
    /// @param after empty where it is no more
    public record Entry(
            Optional<ScenarioId> scenario,
            String what,
            Optional<String> before,
            Optional<String> after,
            Direction direction) {}

    /// For those who recover.
    public enum Direction {
        BETTER,
        WORSE,
        OTHER
    }

    public static RecoveryDiff of(Strategy before, Strategy after, Facts facts) {
        return new Comparison(before, after, facts).diff();
    }

    /// Gathers the entries.
    private static final class Comparison {
        private final Strategy before;
        private final Strategy after;
        private final Facts facts;
        private final List<Entry> entries = new ArrayList<>();

        Comparison(Strategy before, Strategy after, Facts facts) {
            this.before = before;
            this.after = after;
            this.facts = facts;
        }

        RecoveryDiff diff() {
            Set<ScenarioId> all = new LinkedHashSet<>(after.scenarios().keySet());
            all.addAll(before.scenarios().keySet());
            all.forEach(this::scenario);
            findings();
            return new RecoveryDiff(entries);
        }

        private void scenario(ScenarioId id) {
            boolean was = before.scenarios().containsKey(id);
            boolean is = after.scenarios().containsKey(id);
            if (was != is) {
                add(id, "scenario", said(was), said(is), is ? Direction.BETTER : Direction.WORSE);
                return;
            }
            Optional<Outlook> old = Outlook.of(before, id, facts);
            Optional<Outlook> now = Outlook.of(after, id, facts);
            if (old.isPresent() && now.isPresent()) {
                compare(id, old.get(), now.get());
            } else if (old.isPresent() != now.isPresent()) {
                boolean can = now.isPresent();
                add(
                        id,
                        "a plan can be made",
                        said(!can),
                        said(can),
                        can ? Direction.BETTER : Direction.WORSE);
            }
        }

        private static Optional<String> said(boolean there) {
            return there ? Optional.of("yes") : Optional.empty();
        }

        private void compare(ScenarioId id, Outlook old, Outlook now) {
            text(id, "comes back in", old.plan().in().value(), now.plan().in().value());
            time(id, "all steps done after", Optional.of(old.total()), Optional.of(now.total()));
            Set<String> names = new LinkedHashSet<>(now.predictions().keySet());
            names.addAll(old.predictions().keySet());
            for (String name : names) {
                prediction(id, name, old.predictions().get(name), now.predictions().get(name));
            }
            Map<String, Boolean> oldSteps = old.steps();
            Map<String, Boolean> newSteps = now.steps();
            Set<String> steps = new LinkedHashSet<>(newSteps.keySet());
            steps.addAll(oldSteps.keySet());
            steps.forEach(step -> step(id, step, oldSteps.get(step), newSteps.get(step)));
        }

        private void prediction(
                ScenarioId id, String name, @Nullable Prediction old, @Nullable Prediction now) {
            if (old == null || now == null) {
                Prediction there = now == null ? old : now;
                if (there != null) {
                    Optional<String> words = Optional.of(words(there));
                    add(
                            id,
                            name,
                            old == null ? Optional.empty() : words,
                            now == null ? Optional.empty() : words,
                            Direction.OTHER);
                }
                return;
            }
            asked(id, name, old, now);
            if (!old.predicted().equals(now.predicted())) {
                boolean better =
                        now.predicted().isPresent()
                                && (old.predicted().isEmpty()
                                        || now.predicted().get().compareTo(old.predicted().get())
                                                < 0);
                add(
                        id,
                        name + " computed",
                        Optional.of(words(old)),
                        Optional.of(words(now)),
                        better ? Direction.BETTER : Direction.WORSE);
            }
        }

        /// Another objective makes nothing better or worse; it says what is wanted.
        private void asked(ScenarioId id, String name, Prediction old, Prediction now) {
            if (!old.asked().equals(now.asked())) {
                add(
                        id,
                        name + " asked",
                        old.asked().map(Durations::text),
                        now.asked().map(Durations::text),
                        Direction.OTHER);
            }
        }

        private static String words(Prediction prediction) {
            return prediction.predicted().map(Durations::text).orElse("everything");
        }

        private void step(
                ScenarioId id, String step, @Nullable Boolean old, @Nullable Boolean now) {
            if (old == null || now == null) {
                add(id, "step " + step, said(old != null), said(now != null), Direction.OTHER);
            } else if (!old.equals(now)) {
                add(
                        id,
                        "step " + step + " is a point of no return",
                        said(old),
                        said(now),
                        now ? Direction.WORSE : Direction.BETTER);
            }
        }

        private void text(ScenarioId id, String what, String old, String now) {
            if (!old.equals(now)) {
                add(id, what, Optional.of(old), Optional.of(now), Direction.OTHER);
            }
        }

        private void time(
                ScenarioId id, String what, Optional<Duration> old, Optional<Duration> now) {
            if (!old.equals(now)) {
                boolean better = now.orElseThrow().compareTo(old.orElseThrow()) < 0;
                add(
                        id,
                        what,
                        old.map(Durations::text),
                        now.map(Durations::text),
                        better ? Direction.BETTER : Direction.WORSE);
            }
        }

        private void add(
                ScenarioId id,
                String what,
                Optional<String> old,
                Optional<String> now,
                Direction direction) {
            entries.add(new Entry(Optional.of(id), what, old, now, direction));
        }

        private void findings() {
            Map<String, Finding> old = findings(before);
            Map<String, Finding> now = findings(after);
            now.forEach((key, finding) -> {
                if (!old.containsKey(key)) {
                    finding(key, Optional.empty(), Optional.of(finding), Direction.WORSE);
                }
            });
            old.forEach((key, finding) -> {
                if (!now.containsKey(key)) {
                    finding(key, Optional.of(finding), Optional.empty(), Direction.BETTER);
                }
            });
        }

        private Map<String, Finding> findings(Strategy strategy) {
            Map<String, Finding> findings = new LinkedHashMap<>();
            for (Finding finding : Checker.check(strategy, facts)) {
                findings.putIfAbsent(
                        finding.code() + " at " + String.join(".", finding.path()), finding);
            }
            return findings;
        }

        private void finding(
                String key, Optional<Finding> old, Optional<Finding> now, Direction direction) {
            entries.add(
                    new Entry(
                            Optional.empty(),
                            key,
                            old.map(Finding::message),
                            now.map(Finding::message),
                            direction));
        }
    }

    /// One scenario of one version.
    private record Outlook(RecoveryPlan plan, Duration total, Map<String, Prediction> predictions) {
        static Optional<Outlook> of(Strategy strategy, ScenarioId id, Facts facts) {
            try {
                RecoveryPlan plan = Planner.plan(strategy, id, facts, new RestoreTarget.Latest());
                Map<String, Prediction> predictions = new LinkedHashMap<>();
                for (Prediction one : Predictions.of(strategy, id, facts)) {
                    predictions.put(one.component() + " " + one.objective(), one);
                }
                return Optional.of(
                        new Outlook(plan, Timetable.of(plan, strategy).total(), predictions));
            } catch (MusterException told) {
                if (!told.code().equals(PlanErrors.NOWHERE)) {
                    throw told;
                }
                return Optional.empty();
            }
        }

        /// Each step, and whether there is no way back after it.
        Map<String, Boolean> steps() {
            Map<String, Boolean> steps = new LinkedHashMap<>();
            plan.steps().forEach(step -> steps.put(step.id().value(), step.pointOfNoReturn()));
            return steps;
        }
    }
}
