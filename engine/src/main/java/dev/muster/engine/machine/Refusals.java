package dev.muster.engine.machine;

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
            return Optional.of("the run is being aborted");
        }
        return switch (order) {
            case Order.Pause _ when state.paused() -> Optional.of("the run is paused already");
            case Order.Resume _ when !state.paused() -> Optional.of("the run is not paused");
            case Order.Pause _, Order.Resume _ ->
                    state.end()
                            .map(_ -> "the run has failed; nothing goes on that could be paused");
            case Order.Abort _ -> Optional.empty();
            case Order.OfStep it ->
                    state.start()
                            .plan()
                            .step(it.step())
                            .map(step -> ofStep(state, step))
                            .orElse(Optional.of("the run has no step " + it.step()));
        };
    }

    private static Optional<String> ofStep(State state, Step step) {
        return switch (state.step(step.id())) {
            case StepState.Ready _,
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
                    Optional.of(step.id() + " waits for " + missing(state, step));
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
