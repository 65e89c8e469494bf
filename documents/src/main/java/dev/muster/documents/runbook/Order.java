package dev.muster.documents.runbook;

import dev.muster.documents.page.Anchor;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.model.StepId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The plan's steps by number, and which of them wait for which.
final class Order {
    private final List<Step> steps;
    private final Map<StepId, Integer> numbers = new HashMap<>();
    private final Map<StepId, Set<StepId>> before = new HashMap<>();

    Order(RecoveryPlan plan) {
        this.steps = plan.steps();
        for (Step step : steps) {
            numbers.put(step.id(), numbers.size() + 1);
            Set<StepId> all = new HashSet<>(step.after());
            step.after().forEach(id -> all.addAll(before.getOrDefault(id, Set.of())));
            before.put(step.id(), all);
        }
    }

    List<Step> steps() {
        return steps;
    }

    int number(Step step) {
        return numbers.getOrDefault(step.id(), 0);
    }

    Anchor anchor(Step step) {
        return new Anchor("step-" + number(step));
    }

    /// The steps that must be done right before.
    List<Step> waitsFor(Step step) {
        return steps.stream().filter(other -> step.after().contains(other.id())).toList();
    }

    /// The steps that neither wait for this one nor let it wait.
    List<Step> besides(Step step) {
        return steps.stream()
                .filter(other -> !other.id().equals(step.id()))
                .filter(other -> !precedes(other, step) && !precedes(step, other))
                .toList();
    }

    boolean precedes(Step first, Step second) {
        return before.getOrDefault(second.id(), Set.of()).contains(first.id());
    }

    /// The steps' bare numbers, for tables.
    Text brief(List<Step> some) {
        Text all = some.isEmpty() ? Text.of("–") : Text.EMPTY;
        for (Step step : some) {
            String number = Integer.toString(number(step));
            all = all.isEmpty() ? all : all.and(", ");
            all = all.and(new Inline.Jump(anchor(step), number));
        }
        return all;
    }

    /// The steps' numbers as an enumeration, or a word where there are none.
    Text numbers(List<Step> some, String none) {
        return some.isEmpty()
                ? Text.of(none)
                : Text.enumeration(
                        some.stream()
                                .map(step ->
                                        Text.of(
                                                new Inline.Jump(
                                                        anchor(step), "step " + number(step))))
                                .toList());
    }
}
