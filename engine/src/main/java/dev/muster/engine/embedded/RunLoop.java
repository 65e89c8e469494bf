package dev.muster.engine.embedded;

import dev.muster.engine.embedded.RunResult.Stop;
import dev.muster.engine.journal.Inbox;
import dev.muster.engine.journal.Journal;
import dev.muster.engine.machine.Command;
import dev.muster.engine.machine.Decision;
import dev.muster.engine.machine.Demand;
import dev.muster.engine.machine.Machine;
import dev.muster.engine.machine.State;
import dev.muster.engine.machine.StepState;
import dev.muster.engine.shell.AttemptResult;
import dev.muster.engine.shell.UndoMark;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.Predecessor;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import dev.muster.record.Timer;
import dev.muster.record.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The thread of a run: takes signals, lets the machine decide, writes the journal, and begins what
/// was decided. Everything that came in meanwhile goes to disk with one sync.
final class RunLoop {
    private final BlockingQueue<Signal> inbox;
    private final Journal journal;
    private final Attempts attempts;
    private final Timers timers;
    private final Timing timing;
    private final DoubleSupplier jitter;
    private final NewsDesk news;
    private final Supplier<Optional<Epoch>> successor;
    private final Function<Token, Optional<Receipt>> atHome;
    private final Mailbox mailbox;
    private final List<JournalEvent> events;
    private final List<Command.Run> toBegin = new ArrayList<>();
    private State state;
    private @Nullable Stop stop;

    /// @param successor asks the home for a higher epoch than this controller's
    /// @param atHome asks the home for a receipt
    RunLoop(
            State state,
            Journal journal,
            BlockingQueue<Signal> inbox,
            Attempts attempts,
            Timing timing,
            DoubleSupplier jitter,
            NewsDesk news,
            Inbox orders,
            Supplier<Optional<Epoch>> successor,
            Function<Token, Optional<Receipt>> atHome) {
        this.successor = successor;
        this.atHome = atHome;
        this.mailbox = new Mailbox(orders, news, journal.events());
        this.state = state;
        this.journal = journal;
        this.inbox = inbox;
        this.attempts = attempts;
        this.timers =
                new Timers(
                        state.start().run().value(),
                        timing,
                        timer -> inbox.add(new Signal.Fired(timer)));
        this.timing = timing;
        this.jitter = jitter;
        this.news = news;
        this.events = new ArrayList<>(journal.events());
    }

    /// Drives the run until it ends, waits for people only, or must be left.
    RunResult drive(Event.TookOver tookOver, List<Reply> replies) {
        timers.start();
        try {
            apply(Actor.MUSTER, seenAtHome(tookOver));
            recall();
            for (Reply reply : replies) {
                apply(reply.by(), new Event.Answered(reply.step(), reply.answer(), reply.note()));
            }
            readOrders();
            begin();
            while (!settled()) {
                for (Signal signal : next()) {
                    if (stop == null) {
                        handle(signal);
                    } else {
                        // What ended beside the stop is still to be heard.
                        inbox.add(signal);
                    }
                }
                begin();
            }
        } catch (MusterException broken) {
            stop = new Stop.Broken(broken);
        } finally {
            timers.close();
            attempts.cancelAll();
        }
        leave();
        return result(stop == null ? new Stop.Interrupted() : stop);
    }

    /// Whoever drove the run elsewhere may have begun to take it back.
    private Event.TookOver seenAtHome(Event.TookOver tookOver) {
        boolean suspect = tookOver.predecessor().isUnknown() || state.isSuspect();
        boolean takingBack =
                suspect
                        && !state.aborting()
                        && atHome.apply(UndoMark.token(state.start().run())).isPresent();
        return takingBack
                ? new Event.TookOver(tookOver.epoch(), Predecessor.TAKING_BACK)
                : tookOver;
    }

    /// All that is done is learnt first: it must be known when it is decided what is taken back.
    private void recall() {
        if (state.isRecalled()) {
            learnReceipts();
            apply(
                    Actor.MUSTER,
                    new Event.Ordered(
                            "from-home", UndoMark.order(), "another controller took it back"));
        }
    }

    /// What is done is taken back, whoever did it: the home knows what this controller does not.
    private void learnReceipts() {
        for (Step step : state.plan()) {
            if (!(state.step(step.id()) instanceof StepState.Done)) {
                Token token = new Token(state.start().run(), step.id());
                atHome.apply(token)
                        .ifPresent(receipt ->
                                apply(
                                        Actor.MUSTER,
                                        new Event.Done(step.id(), receipt.attempt(), receipt)));
            }
        }
    }

    private boolean settled() {
        if (stop == null && state.end().isPresent()) {
            stop = ending(new Stop.Ended());
            if (stop instanceof Stop.Ended) {
                news.tell(new RunNews.RunEnded(state.end().get()));
            }
        } else if (stop == null && state.waitsForPeopleOnly()) {
            stop = ending(new Stop.Waiting(state.questions()));
        }
        return stop != null;
    }

    /// What went wrong here may have gone wrong because another controller has taken over; then it
    /// is not for this one to say how the run ended. Success is success, whoever saw it.
    private Stop ending(Stop here) {
        if (state.end().filter(end -> end == EndState.SUCCEEDED).isPresent()) {
            return here;
        }
        try {
            return successor.get().<Stop>map(Stop.Superseded::new).orElse(here);
        } catch (MusterException unreachable) {
            news.tell(new RunNews.HomeUnreachable(unreachable));
            return here;
        }
    }

    private List<Signal> next() {
        List<Signal> signals = new ArrayList<>();
        try {
            signals.add(inbox.take());
        } catch (InterruptedException never) {
            // Nobody knows this thread; were it interrupted all the same, that is a stop.
            signals.add(new Signal.Stop());
        }
        inbox.drainTo(signals);
        return signals;
    }

    private void handle(Signal signal) {
        switch (signal) {
            case Signal.Ended(Command.Run run, AttemptResult result) -> ended(run, result);
            case Signal.Fired(Timer timer) -> apply(Actor.MUSTER, new Event.TimerFired(timer));
            case Signal.Told(Actor actor, Event event) -> {
                apply(actor, event);
                tellOrder(event);
            }
            case Signal.Mail _ -> readOrders();
            case Signal.Superseded superseded -> stop = new Stop.Superseded(superseded.by());
            case Signal.HomeLost lost -> stop = new Stop.Broken(lost.error());
            case Signal.Stop _ -> stop = new Stop.Interrupted();
        }
    }

    private void readOrders() {
        mailbox.read(
                () -> state,
                order -> {
                    if (order.order() instanceof Order.AbortAndUndo && state.isSuspect()) {
                        learnReceipts();
                    }
                    apply(order.by(), new Event.Ordered(order.id(), order.order(), order.reason()));
                    news.tell(new RunNews.OrderTaken(order));
                });
    }

    private void tellOrder(Event event) {
        if (event instanceof Event.PauseAsked(String reason)) {
            news.tell(new RunNews.RunPaused(reason));
        } else if (event instanceof Event.ResumeAsked(String reason)) {
            news.tell(new RunNews.RunResumed(reason));
        }
    }

    private void ended(Command.Run run, AttemptResult result) {
        StepId step = run.step().id();
        timers.attemptEnded(step, run.attempt());
        attempts.ended(step, run.attempt());
        switch (result) {
            case AttemptResult.Done done -> {
                news.tell(new RunNews.StepDone(run.step(), done.receipt()));
                apply(Actor.MUSTER, new Event.Done(step, run.attempt(), done.receipt()));
            }
            case AttemptResult.Failed failed -> {
                List<Command> commands =
                        apply(
                                Actor.MUSTER,
                                new Event.Failed(
                                        step,
                                        run.attempt(),
                                        failed.failure(),
                                        jitter.getAsDouble()));
                news.tell(
                        new RunNews.StepFailed(
                                run.step(),
                                run.attempt(),
                                failed.failure(),
                                retryOf(step, commands),
                                failed.error()));
            }
            case AttemptResult.Lost lost -> {
                news.tell(
                        new RunNews.StepLost(
                                run.step(), run.attempt(), lost.reason(), lost.error()));
                apply(
                        Actor.MUSTER,
                        new Event.Lost(step, run.attempt(), lost.reason(), lost.probed()));
            }
            case AttemptResult.Superseded superseded -> stop = new Stop.Superseded(superseded.by());
        }
    }

    private static Optional<Instant> retryOf(StepId step, List<Command> commands) {
        return commands.stream()
                .filter(Command.Wake.class::isInstance)
                .map(Command.Wake.class::cast)
                .filter(wake -> wake.timer().step().equals(step))
                .map(Command.Wake::at)
                .findFirst();
    }

    private List<Command> apply(Actor actor, Event event) {
        JournalEvent next = new JournalEvent(state.events() + 1, timing.instant(), actor, event);
        Decision decision = Machine.next(state, next);
        journal.append(next);
        mailbox.learn(event);
        events.add(next);
        state = decision.state();
        decision.commands().forEach(command -> carryOut(command, next.at()));
        return decision.commands();
    }

    private void carryOut(Command command, Instant now) {
        switch (command) {
            case Command.Run run -> toBegin.add(run);
            case Command.Wake(Timer timer, Instant at) ->
                    timers.set(timer, Duration.between(now, at));
            case Command.Cancel(StepId step, int attempt, String reason) -> {
                attempts.cancel(step, attempt);
                state.find(step)
                        .ifPresent(it -> news.tell(new RunNews.StepCancelled(it, attempt, reason)));
            }
            case Command.Ask(StepId step, int _, String question) ->
                    state.find(step)
                            .ifPresent(it -> news.tell(new RunNews.StepAsked(it, question)));
            case Command.Await(StepId step, Demand demand) ->
                    state.find(step)
                            .ifPresent(it ->
                                    news.tell(new RunNews.StepAwaits(state.start(), it, demand)));
            case Command.Finish _ -> {}
        }
    }

    /// Begins what was decided, once it is on disk that it begins: a step that was begun and is not
    /// known to have been could not be looked for after a crash.
    private void begin() {
        List<Command.Run> valid = new ArrayList<>();
        if (stop == null) {
            for (Command.Run run : List.copyOf(toBegin)) {
                StepId step = run.step().id();
                if (state.step(step) instanceof StepState.Dispatched dispatched
                        && dispatched.tries().attempt() == run.attempt()) {
                    apply(Actor.MUSTER, new Event.Started(step, run.attempt(), run.epoch()));
                    valid.add(run);
                }
            }
        }
        toBegin.clear();
        journal.commit();
        mailbox.committed();
        valid.forEach(attempts::begin);
    }

    /// Waits, as long as the grace allows, for what was cancelled. What is done all the same is
    /// written down; what is not stays open, and a resume looks at it.
    private void leave() {
        boolean working = !(stop instanceof Stop.Broken);
        Thread grace = Thread.ofPlatform().name("grace").daemon().start(this::grace);
        while (attempts.live().stream().anyMatch(this::isRunning)) {
            boolean over = false;
            for (Signal signal : next()) {
                over |= signal instanceof Signal.Stop;
                if (signal instanceof Signal.Ended(Command.Run run, AttemptResult result)) {
                    attempts.ended(run.step().id(), run.attempt());
                    if (working && result instanceof AttemptResult.Done) {
                        ended(run, result);
                    }
                }
            }
            if (over) {
                break;
            }
        }
        grace.interrupt();
        try {
            if (working) {
                journal.commit();
                mailbox.committed();
                if (state.end().isPresent()) {
                    // What came too late is answered and not left for nobody.
                    readOrders();
                }
            }
        } catch (MusterException broken) {
            stop = new Stop.Broken(broken);
        }
    }

    private void grace() {
        try {
            timing.pause(state.start().policy().cancelGrace());
            inbox.add(new Signal.Stop());
        } catch (InterruptedException allEnded) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRunning(StepId step) {
        return state.step(step) instanceof StepState.Running;
    }

    private RunResult result(Stop why) {
        boolean over = state.end().isPresent() && !(why instanceof Stop.Superseded);
        if (over && why instanceof Stop.Interrupted) {
            news.tell(new RunNews.RunEnded(state.end().orElseThrow()));
        }
        RunRecord record =
                new RunRecord(
                        state.start(),
                        events,
                        state.receipts(),
                        List.of(),
                        List.of(),
                        over ? state.end().orElseThrow() : EndState.OPEN,
                        over ? Optional.of(events.getLast().at()) : Optional.empty());
        return new RunResult(
                record,
                state,
                over && why instanceof Stop.Interrupted ? new Stop.Ended() : why,
                attempts.live(),
                news.deaf());
    }
}
