package dev.muster.plan;

import dev.muster.kind.Action;
import dev.muster.kind.Approval;
import dev.muster.kind.Approval.Approver;
import dev.muster.kind.Estimate;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import dev.muster.model.StepId;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts approvals into a plan, as steps that others wait for.
///
/// One for all of the recovery stands before everything, fences too: a fence stops what may still
/// serve. One for some steps is asked for when all else before them is done, so that whoever signs
/// can look at what there is. Where a plan has none of the steps that are named, the approval
/// stands before everything: a name that is out of date must not open a gate.
public final class Gates {
    /// Writing down that it was approved takes no longer, however long people take.
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private Gates() {}

    /// @param steps of all components, in any order
    static List<Step> of(Scenario scenario, List<Step> steps, RegionId in) {
        List<Step> gated = steps;
        int count = scenario.approvals().size();
        for (int i = 0; i < count; i++) {
            StepId id = new StepId(count == 1 ? "approval" : "approval-" + (i + 1));
            gated = gate(gated, steps, scenario.approvals().get(i), id, in);
        }
        return gated;
    }

    /// The steps of a plan that an approval names; empty if it stands before everything.
    public static Set<StepId> named(Gate gate, List<Step> steps) {
        return steps.stream()
                .map(Step::id)
                .filter(gate.before()::contains)
                .collect(Collectors.toSet());
    }

    private static List<Step> gate(
            List<Step> gated, List<Step> original, Gate gate, StepId id, RegionId in) {
        Set<StepId> named = named(gate, original);
        List<Step> waiting =
                original.stream()
                        .filter(step ->
                                named.isEmpty()
                                        ? step.after().isEmpty()
                                        : named.contains(step.id()))
                        .toList();
        if (waiting.isEmpty()) {
            return gated;
        }
        Set<StepId> waits = waiting.stream().map(Step::id).collect(Collectors.toSet());
        List<Step> steps = new ArrayList<>();
        steps.add(approve(gate.approval(), id, waiting, before(waiting, original), in));
        gated.forEach(step -> steps.add(waits.contains(step.id()) ? step.after(id) : step));
        return steps;
    }

    /// What is done before it is asked: all that the waiting steps wait for and that does not wait
    /// for one of them.
    private static Set<StepId> before(List<Step> waiting, List<Step> steps) {
        Set<StepId> behind = waiting.stream().map(Step::id).collect(Collectors.toSet());
        boolean more = true;
        while (more) {
            more = false;
            for (Step step : steps) {
                if (step.after().stream().anyMatch(behind::contains)) {
                    more |= behind.add(step.id());
                }
            }
        }
        Set<StepId> before = new HashSet<>();
        waiting.forEach(step -> before.addAll(step.after()));
        before.removeAll(behind);
        return before;
    }

    private static Step approve(
            Approval approval, StepId id, List<Step> waiting, Set<StepId> after, RegionId in) {
        return new Step(
                id,
                new Action.Approve(waiting.getFirst().action().component(), in, approval),
                after,
                approval.words()
                        + " must sign before "
                        + (after.isEmpty() ? "anything" : waiting.getFirst().id())
                        + " is done",
                LateEffect.IDEMPOTENT,
                false,
                TIMEOUT,
                new Estimate(
                        approval.within(), Estimate.Basis.ESTIMATED, "its key within, at most"),
                false);
    }

    /// Where there is no Muster to check signatures, people ask people.
    static Procedure byHand(Action.Approve approve) {
        Approval approval = approve.approval();
        List<Instruction> instructions = new ArrayList<>();
        instructions.add(
                instruction(
                        "Ask "
                                + Approver.names(approval.by())
                                + " until "
                                + approval.of()
                                + " agreed, and write down who did and when. Do not go on"
                                + " before.",
                        approval.within()));
        approval.otherwise()
                .ifPresent(other ->
                        instructions.add(
                                instruction(
                                        "If they did not answer by then, tell "
                                                + other.name()
                                                + ", who may agree in their place.",
                                        Duration.ZERO)));
        return new Procedure("Get the approval", instructions);
    }

    private static Instruction instruction(String text, Duration takes) {
        return new Instruction(
                text,
                Optional.empty(),
                Optional.empty(),
                takes,
                Optional.empty(),
                "Do not go on.",
                false);
    }
}
