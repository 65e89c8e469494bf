package dev.muster.operations.runs;

import dev.muster.engine.machine.State;
import dev.muster.engine.machine.StepState;
import dev.muster.kind.Action;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Epoch;
import dev.muster.model.Names;
import dev.muster.model.StepId;
import dev.muster.operations.runs.RunView.Stand;
import dev.muster.operations.runs.RunView.StepView;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Purpose;
import dev.muster.record.Receipt;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes the view of a run from what is known of it. Pure.
public final class RunPicture {
    private final KnownRun run;
    private final Function<ComponentId, Optional<ContactId>> owners;
    private final Instant now;
    private final Map<StepId, Begun> begun;
    private final Forecast forecast;

    private RunPicture(
            KnownRun run, Function<ComponentId, Optional<ContactId>> owners, Instant now) {
        this.run = run;
        this.owners = owners;
        this.now = now;
        this.begun = Begun.of(run.events());
        this.forecast = Forecast.of(run, begun, now);
    }

    /// @param strategy says whom to ask
    /// @param now for what goes on
    public static RunView of(KnownRun run, Strategy strategy, Instant now) {
        return of(run, strategy::owner, now);
    }

    static RunView of(
            KnownRun run, Function<ComponentId, Optional<ContactId>> owners, Instant now) {
        return new RunPicture(run, owners, run.ended().orElse(now)).view();
    }

    private RunView view() {
        List<StepView> steps = new ArrayList<>();
        run.start().plan().steps().forEach(step -> steps.add(step(step)));
        undoing().forEach(step -> steps.add(step(step)));
        return new RunView(
                run.start().run(),
                run.start().plan().scenario(),
                purpose(run.start().purpose()),
                run.stand(),
                run.start().plan().in(),
                run.start().trigger().began(),
                run.ended(),
                run.start().trigger().actor().name(),
                run.start().trigger().reason(),
                run.holder(),
                run.epoch().map(Epoch::number),
                (int)
                        steps.stream()
                                .filter(it -> it.state() == Stand.DONE && !it.takesBack())
                                .count(),
                forecast.predicted(),
                span(run.start().trigger().began(), now),
                forecast.expected(),
                steps,
                said(run.events()));
    }

    private List<Step> undoing() {
        return run.state().map(State::undoing).orElse(List.of());
    }

    private static String purpose(Purpose purpose) {
        return switch (purpose) {
            case Purpose.Recovery _ -> "recovery";
            case Purpose.Drill drill -> "drill " + drill.drill();
        };
    }

    private StepView step(Step step) {
        boolean undo = run.state().flatMap(state -> state.undone(step.id())).isPresent();
        Optional<Receipt> receipt =
                Optional.ofNullable(run.receipts().get(step.id())).or(() -> done(step));
        Optional<Begun> attempts = Optional.ofNullable(begun.get(step.id()));
        Stand stand =
                isTakenBack(step)
                        ? Stand.UNDONE
                        : receipt.map(RunPicture::stand).orElseGet(() -> stand(step));
        Optional<Instant> started =
                receipt.map(Receipt::started).or(() -> attempts.map(Begun::last));
        return new StepView(
                step.id(),
                step.action().component(),
                (undo ? StepView.UNDO : "") + step.action().verb(),
                stand,
                step.after().stream().sorted().toList(),
                waitsFor(step, stand),
                forecast.critical().contains(step.id()),
                Math.max(attempts.map(Begun::count).orElse(0), receipt.isPresent() ? 1 : 0),
                started,
                receipt.map(Receipt::finished),
                receipt.map(Receipt::duration)
                        .or(() ->
                                started.filter(_ -> stand == Stand.RUNNING)
                                        .map(it -> span(it, now))),
                step.estimate().duration(),
                says(step, receipt),
                stand == Stand.ASKED || (stand == Stand.AWAITED && isDeed(step))
                        ? owners.apply(step.action().component())
                        : Optional.empty());
    }

    /// Of one that takes another back: the plan's receipts do not hold it.
    private Optional<Receipt> done(Step step) {
        return run.step(step)
                .filter(StepState.Done.class::isInstance)
                .map(state -> ((StepState.Done) state).receipt());
    }

    private boolean isTakenBack(Step step) {
        return undoing().stream()
                .filter(undo ->
                        run.state()
                                .flatMap(state -> state.undone(undo.id()))
                                .filter(undone -> undone.id().equals(step.id()))
                                .isPresent())
                .flatMap(undo -> done(undo).stream())
                .anyMatch(receipt -> receipt.origin() != Receipt.Origin.SKIPPED);
    }

    private static boolean isDeed(Step step) {
        return step.action() instanceof Action.Perform;
    }

    private List<StepId> waitsFor(Step step, Stand stand) {
        return stand != Stand.WAITING
                ? List.of()
                : step.after().stream()
                        .filter(before -> !run.receipts().containsKey(before))
                        .sorted()
                        .toList();
    }

    private Stand stand(Step step) {
        return run.step(step).map(RunPicture::stand).orElse(Stand.WAITING);
    }

    private static Stand stand(Receipt receipt) {
        return receipt.origin() == Receipt.Origin.SKIPPED ? Stand.SKIPPED : Stand.DONE;
    }

    private static Stand stand(StepState state) {
        return switch (state) {
            case StepState.Waiting _, StepState.Ready _, StepState.Dispatched _ -> Stand.WAITING;
            case StepState.Running _ -> Stand.RUNNING;
            case StepState.Backoff _ -> Stand.RETRYING;
            case StepState.Asked _ -> Stand.ASKED;
            case StepState.Awaiting _ -> Stand.AWAITED;
            case StepState.Done _ -> Stand.DONE;
            case StepState.Failed _ -> Stand.FAILED;
            case StepState.Unknown _ -> Stand.UNKNOWN;
            case StepState.Stopped _ -> Stand.STOPPED;
        };
    }

    private Optional<String> says(Step step, Optional<Receipt> receipt) {
        if (receipt.isPresent()) {
            return switch (receipt.get().origin()) {
                case RAN -> Optional.empty();
                case PROBED -> Optional.of("an earlier attempt had done it");
                case ANSWERED -> Optional.of(answered(step, receipt.get()));
                case SKIPPED ->
                        Optional.of(
                                "by "
                                        + note(receipt.get(), "skipped-by")
                                        + ", because: "
                                        + note(receipt.get(), "reason"));
            };
        }
        return run.step(step).flatMap(state -> words(step, state));
    }

    private static String answered(Step step, Receipt receipt) {
        return step.action() instanceof Action.Approve
                ? "signed by " + note(receipt, "approved-by")
                : "seen to be done by "
                        + note(receipt, "answered-by")
                        + ": "
                        + note(receipt, "answer");
    }

    private static String note(Receipt receipt, String name) {
        return receipt.details().notes().getOrDefault(name, "").strip();
    }

    private static Optional<String> words(Step step, StepState state) {
        return switch (state) {
            case StepState.Awaiting it -> Optional.of(Awaited.words(step.action(), it.demand()));
            case StepState.Backoff it -> Optional.of(it.why());
            case StepState.Asked it -> Optional.of(it.question());
            case StepState.Failed it ->
                    Optional.of(it.failure().code() + " " + it.failure().message());
            case StepState.Unknown it -> Optional.of(it.reason());
            case StepState.Stopped it -> Optional.of(it.because());
            case StepState.Running(var _, var _, boolean cancelled) ->
                    cancelled ? Optional.of("told to end") : Optional.empty();
            case StepState.Waiting _, StepState.Ready _, StepState.Dispatched _, StepState.Done _ ->
                    Optional.empty();
        };
    }

    private List<RunView.Said> said(List<JournalEvent> events) {
        List<RunView.Said> said = new ArrayList<>();
        for (JournalEvent event : events) {
            said(event).ifPresent(said::add);
        }
        run.state()
                .flatMap(State::leftAsItIs)
                .ifPresent(why ->
                        said.add(
                                new RunView.Said(
                                        events.getLast().at(),
                                        Actor.MUSTER.name(),
                                        "nothing is taken back",
                                        why)));
        return said;
    }

    private static Optional<RunView.Said> said(JournalEvent event) {
        return switch (event.event()) {
            case Event.Answered it ->
                    said(event, Names.word(it.answer()) + " " + it.step(), it.note());
            case Event.PauseAsked it -> said(event, "pause", it.reason());
            case Event.ResumeAsked it -> said(event, "resume", it.reason());
            case Event.AbortAsked it -> said(event, "abort", it.reason());
            case Event.Ordered it -> said(event, it.order().words(), it.reason());
            case Event.Started _,
                    Event.Done _,
                    Event.Failed _,
                    Event.Lost _,
                    Event.TimerFired _,
                    Event.TookOver _ ->
                    Optional.empty();
        };
    }

    private static Optional<RunView.Said> said(JournalEvent event, String what, String why) {
        return Optional.of(new RunView.Said(event.at(), event.actor().name(), what, why));
    }

    private static Duration span(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
