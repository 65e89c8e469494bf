package dev.muster.engine.machine;

import dev.muster.kind.Action;
import dev.muster.kind.Approval;
import dev.muster.model.Names;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.EndState;
import dev.muster.record.Order;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why orders cannot be carried out, in the words of who gave them.
final class Refusals {
    private Refusals() {}

    static Optional<String> of(State state, Order order) {
        Optional<EndState> over = state.end().filter(end -> end != EndState.FAILED);
        if (over.isPresent()) {
            return Optional.of("the run has ended: " + Names.word(over.get()));
        }
        if (state.aborting()) {
            return whileAborting(state, order);
        }
        return switch (order) {
            case Order.Pause _ when state.paused() -> Optional.of("the run is paused already");
            case Order.Resume _ when !state.paused() -> Optional.of("the run is not paused");
            case Order.Pause _, Order.Resume _ ->
                    state.end()
                            .map(_ -> "the run has failed; nothing goes on that could be paused");
            case Order.Abort _ -> Optional.empty();
            case Order.AbortAndUndo _ ->
                    state.knowsUndo()
                            ? Optional.empty()
                            : Optional.of(
                                    "an older version began the run, which takes nothing back;"
                                            + " abort it with --no-compensation");
            case Order.OfStep it ->
                    state.start()
                            .plan()
                            .step(it.step())
                            .map(step -> ofPeople(state, step, it).or(() -> ofStep(state, step)))
                            .orElse(Optional.of("the run has no step " + it.step()));
        };
    }

    /// What is taken back can be told of as the steps of a plan are; and it can be given up.
    private static Optional<String> whileAborting(State state, Order order) {
        if (order instanceof Order.OfStep it
                && !(order instanceof Order.Approve)
                && state.undoing().stream().anyMatch(step -> step.id().equals(it.step()))) {
            return state.find(it.step()).flatMap(step -> ofStep(state, step));
        }
        return order instanceof Order.Abort && state.isTakingBack()
                ? Optional.empty()
                : Optional.of("the run is being aborted");
    }

    /// An approval is given by signatures and by nothing else; what people do is not tried again.
    private static Optional<String> ofPeople(State state, Step step, Order.OfStep order) {
        return switch (step.action()) {
            case Action.Approve approve ->
                    order instanceof Order.Approve it
                            ? approval(state, step, approve.approval(), it)
                            : isRetryOfFailed(state, order)
                                    ? Optional.empty()
                                    : Optional.of(
                                            step.id()
                                                    + " is an approval; it is given with: muster"
                                                    + " run approve "
                                                    + state.start().run()
                                                    + " "
                                                    + step.id());
            case Action.Perform _ when state.step(step.id()) instanceof StepState.Awaiting ->
                    order instanceof Order.Retry
                            ? Optional.of(
                                    step.id()
                                            + " is done by people; say so with: muster run done "
                                            + state.start().run()
                                            + " "
                                            + step.id()
                                            + " --saw TEXT")
                            : noApproval(state, step, order);
            default -> noApproval(state, step, order);
        };
    }

    private static boolean isRetryOfFailed(State state, Order.OfStep order) {
        return order instanceof Order.Retry
                && (state.step(order.step()) instanceof StepState.Failed
                        || state.step(order.step()) instanceof StepState.Backoff);
    }

    private static Optional<String> noApproval(State state, Step step, Order.OfStep order) {
        return order instanceof Order.Approve
                ? Optional.of(step.id() + " is no approval; the run has " + approvals(state))
                : Optional.empty();
    }

    private static String approvals(State state) {
        String names =
                state.plan().stream()
                        .filter(step -> step.action() instanceof Action.Approve)
                        .map(step -> step.id().value())
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private static Optional<String> approval(
            State state, Step step, Approval approval, Order.Approve order) {
        return switch (state.step(step.id())) {
            case StepState.Awaiting(Tries _, Demand.Signatures asked) ->
                    People.refuses(state.start(), approval, asked, order);
            case StepState.Ready it when it.directive() instanceof Directive.Approved ->
                    Optional.of(step.id() + " has all signatures that it needs");
            case StepState.Waiting _, StepState.Stopped _, StepState.Done _ -> Optional.empty();
            default -> Optional.of(step.id() + " does not ask for signatures now");
        };
    }

    private static Optional<String> ofStep(State state, Step step) {
        return switch (state.step(step.id())) {
            case StepState.Awaiting _,
                    StepState.Ready _,
                    StepState.Dispatched _,
                    StepState.Backoff _,
                    StepState.Asked _,
                    StepState.Failed _ ->
                    Optional.empty();
            case StepState.Running _ ->
                    Optional.of(
                            step.id()
                                    + " is running; it can be told of when that attempt has ended");
            case StepState.Waiting _, StepState.Stopped _ ->
                    Optional.of(
                            step.id()
                                    + " waits for "
                                    + (state.undone(step.id()).isPresent()
                                            ? "what is taken back before it"
                                            : missing(state, step)));
            case StepState.Done _ -> Optional.of(step.id() + " is done already");
            case StepState.Unknown _ ->
                    Optional.of(step.id() + " was under way when the run was ended");
        };
    }

    private static String missing(State state, Step step) {
        return step.after().stream()
                .filter(before -> !(state.step(before) instanceof StepState.Done))
                .sorted()
                .map(StepId::value)
                .collect(Collectors.joining(", "));
    }
}
