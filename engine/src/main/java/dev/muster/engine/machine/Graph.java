package dev.muster.engine.machine;

import dev.muster.engine.EngineErrors;
import dev.muster.kind.Action;
import dev.muster.model.ComponentId;
import dev.muster.model.StepId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.record.RunPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A plan's steps by number, in the plan's order, and who waits for whom.
final class Graph {
    private static final String UNDO = "-undo";
    private static final int LONGEST_NAME = 63;
    private static final int[] NOTHING = {};

    private final List<Step> steps;
    private final Map<StepId, Integer> numbers;
    private final int[][] before;
    private final int[][] after;
    private final BitSet ofPeople = new BitSet();
    private final int planned;
    private final int[] limitOf;
    private final int[] undoOf;
    private final int[] undoes;

    private Graph(
            List<Step> planned,
            List<Step> undo,
            int[] undoOf,
            Map<StepId, Integer> numbers,
            int[][] before,
            int[][] after,
            RunPolicy policy) {
        this.planned = planned.size();
        this.undoOf = undoOf;
        this.undoes = new int[undo.size()];
        for (int i = 0; i < this.planned; i++) {
            if (undoOf[i] >= 0) {
                undoes[undoOf[i] - this.planned] = i;
            }
        }
        this.steps = new ArrayList<>(planned);
        this.steps.addAll(undo);
        this.numbers = numbers;
        this.before = before;
        this.after = after;
        for (int i = 0; i < steps.size(); i++) {
            ofPeople.set(i, steps.get(i).action() instanceof Action.OfPeople);
        }
        this.limitOf = limits(this.steps, policy);
    }

    private static int[] limits(List<Step> steps, RunPolicy policy) {
        Map<ComponentId, Integer> limits = new HashMap<>();
        for (int i = 0; i < policy.limits().size(); i++) {
            for (ComponentId component : policy.limits().get(i).components()) {
                limits.putIfAbsent(component, i);
            }
        }
        return steps.stream()
                .mapToInt(step -> limits.getOrDefault(step.action().component(), -1))
                .toArray();
    }

    /// @throws dev.muster.model.MusterException if the plan has no steps, a name twice, or a step
    ///   that does not stand after what it waits for, which also rules circles out
    ///
    /// @param undo whether there are steps that take others back
    static Graph of(RecoveryPlan plan, RunPolicy policy, boolean undo) {
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
        int[] undoOf = new int[before.length];
        Arrays.fill(undoOf, -1);
        List<Step> undoing = undo ? undoing(steps, numbers, undoOf) : List.of();
        return new Graph(steps, undoing, undoOf, numbers, before, arrays(after), policy);
    }

    /// The steps that take others back. They stand outside of the plan, wait for their turn, and
    /// look before they act, so that one that may have been begun is simply begun again.
    private static List<Step> undoing(
            List<Step> steps, Map<StepId, Integer> numbers, int[] undoOf) {
        List<Step> undoing = new ArrayList<>();
        for (int i = 0; i < undoOf.length; i++) {
            Step step = steps.get(i);
            if (step.action().undoable()) {
                undoOf[i] = steps.size() + undoing.size();
                StepId id = undoId(step.id(), numbers);
                numbers.put(id, undoOf[i]);
                undoing.add(
                        new Step(
                                id,
                                step.action(),
                                Set.of(),
                                "the run was aborted after " + step.id(),
                                step.lateEffect(),
                                false,
                                step.timeout(),
                                step.estimate(),
                                false));
            }
        }
        return undoing;
    }

    /// A name of its own, the same on every machine.
    private static StepId undoId(StepId step, Map<StepId, Integer> numbers) {
        for (int i = 1; ; i++) {
            String ending = i == 1 ? UNDO : UNDO + "-" + i;
            String name = step.value();
            int room = LONGEST_NAME - ending.length();
            StepId id =
                    new StepId((name.length() > room ? name.substring(0, room) : name) + ending);
            if (!numbers.containsKey(id)) {
                return id;
            }
        }
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

    /// With the steps that take others back.
    int size() {
        return steps.size();
    }

    /// How many steps the plan has; their numbers come first.
    int planned() {
        return planned;
    }

    boolean isUndo(int number) {
        return number >= planned;
    }

    /// The limit that a step counts towards; -1 if there is none.
    int limitOf(int number) {
        return limitOf[number];
    }

    /// What takes a step of the plan back; -1 if nothing does.
    int undoOf(int number) {
        return undoOf[number];
    }

    /// What a step takes back; empty for a step of the plan.
    Optional<Step> undone(int number) {
        return isUndo(number) ? Optional.of(steps.get(undoes[number - planned])) : Optional.empty();
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
        return isUndo(number) ? NOTHING : before[number];
    }

    /// What waits for a step.
    int[] after(int number) {
        return isUndo(number) ? NOTHING : after[number];
    }
}
