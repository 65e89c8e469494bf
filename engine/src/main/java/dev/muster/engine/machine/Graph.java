package dev.muster.engine.machine;

import dev.muster.engine.EngineErrors;
import dev.muster.kind.Action;
import dev.muster.model.StepId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A plan's steps by number, in the plan's order, and who waits for whom.
final class Graph {
    private final List<Step> steps;
    private final Map<StepId, Integer> numbers;
    private final int[][] before;
    private final int[][] after;
    private final BitSet ofPeople = new BitSet();

    private Graph(List<Step> steps, Map<StepId, Integer> numbers, int[][] before, int[][] after) {
        this.steps = steps;
        this.numbers = numbers;
        this.before = before;
        this.after = after;
        for (int i = 0; i < steps.size(); i++) {
            ofPeople.set(i, steps.get(i).action() instanceof Action.OfPeople);
        }
    }

    /// @throws dev.muster.model.MusterException if the plan has no steps, a name twice, or a step
    ///   that does not stand after what it waits for, which also rules circles out
    static Graph of(RecoveryPlan plan) {
        List<Step> steps = plan.steps();
        if (steps.isEmpty()) {
            throw unsound("it has no steps");
        }
        Map<StepId, Integer> numbers = new HashMap<>();
        List<List<Integer>> after = new ArrayList<>();
        int[][] before = new int[steps.size()][];
        for (int i = 0; i < before.length; i++) {
            Step step = steps.get(i);
            before[i] = numbersOf(step, numbers);
            for (int dependency : before[i]) {
                after.get(dependency).add(i);
            }
            if (numbers.put(step.id(), i) != null) {
                throw unsound("step " + step.id() + " is in it twice");
            }
            after.add(new ArrayList<>());
        }
        return new Graph(steps, numbers, before, arrays(after));
    }

    private static int[] numbersOf(Step step, Map<StepId, Integer> numbers) {
        int[] before = new int[step.after().size()];
        int count = 0;
        for (StepId dependency : step.after()) {
            Integer number = numbers.get(dependency);
            if (number == null) {
                throw unsound("step " + step.id() + " waits for " + dependency + ", not before it");
            }
            before[count++] = number;
        }
        Arrays.sort(before);
        return before;
    }

    private static int[][] arrays(List<List<Integer>> lists) {
        int[][] arrays = new int[lists.size()][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = lists.get(i).stream().mapToInt(Integer::intValue).toArray();
        }
        return arrays;
    }

    private static RuntimeException unsound(String why) {
        return EngineErrors.PLAN_UNSOUND.error("the plan cannot be run: " + why, "");
    }

    int size() {
        return steps.size();
    }

    Step step(int number) {
        return steps.get(number);
    }

    /// -1 for a step that is not in the plan.
    int number(StepId step) {
        return numbers.getOrDefault(step, -1);
    }

    /// The steps that only people can do; not to be changed.
    BitSet ofPeople() {
        return ofPeople;
    }

    /// What a step waits for.
    int[] before(int number) {
        return before[number];
    }

    /// What waits for a step.
    int[] after(int number) {
        return after[number];
    }
}
