package dev.muster.engine.embedded;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.journal.Inbox;
import dev.muster.engine.journal.Journal;
import dev.muster.engine.journal.Journals;
import dev.muster.engine.machine.Machine;
import dev.muster.engine.machine.State;
import dev.muster.engine.shell.Ledger;
import dev.muster.engine.shell.StepHandlers;
import dev.muster.engine.shell.StepShell;
import dev.muster.model.Epoch;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Predecessor;
import dev.muster.record.RunRecord;
import dev.muster.record.RunStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Drives runs inside this process.
///
/// Starting a run that its home knows already is the resume, wherever it was begun: finished steps
/// return their receipt, open ones are looked at first. Holds no state between runs; safe for many
/// threads.
public final class EmbeddedDriver {
    private final Journals journals;
    private final Ledger ledger;
    private final StepShell shell;
    private final Timing timing;
    private final DoubleSupplier jitter;

    /// @param jitter numbers from 0 to below 1 that keep retries apart
    public EmbeddedDriver(
            Journals journals,
            Ledger ledger,
            StepHandlers handlers,
            Timing timing,
            DoubleSupplier jitter) {
        this.journals = journals;
        this.ledger = ledger;
        this.shell = new StepShell(handlers, ledger, timing);
        this.timing = timing;
        this.jitter = jitter;
    }

    /// Begins a run, or takes it up if its home knows it; then the home's start counts and not the
    /// argument.
    public ActiveRun start(RunStart start, RunListener listener) {
        return drive(start.run(), () -> ledger.begin(start), List.of(), listener);
    }

    /// Takes up a run that its home knows.
    ///
    /// @param replies what people answered to what it asked
    public ActiveRun resume(RunId run, List<Reply> replies, RunListener listener) {
        return drive(
                run,
                () ->
                        ledger.start(run)
                                .orElseThrow(() ->
                                        EngineErrors.RUN_UNKNOWN.error(
                                                "the home knows no run " + run, "")),
                List.copyOf(replies),
                listener);
    }

    /// The run has a thread that nobody else knows, so that nobody interrupts it while it writes.
    private ActiveRun drive(
            RunId run, Supplier<RunStart> atHome, List<Reply> replies, RunListener listener) {
        BlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
        CompletableFuture<RunResult> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("run-" + run)
                .daemon()
                .start(() -> {
                    try {
                        result.complete(drive(run, atHome, replies, inbox, new NewsDesk(listener)));
                    } catch (RuntimeException | Error error) {
                        result.completeExceptionally(error);
                    }
                });
        return new ActiveRun(inbox, result);
    }

    /// The right to drive the run on this machine comes first: without it, claiming an epoch would
    /// stop a controller that does well.
    private RunResult drive(
            RunId run,
            Supplier<RunStart> atHome,
            List<Reply> replies,
            BlockingQueue<Signal> inbox,
            NewsDesk news) {
        Journals.Claim claim = journals.claim(run);
        List<StepId> atWork = new ArrayList<>();
        try {
            RunStart start = atHome.get();
            if (!start.run().equals(run)) {
                throw EngineErrors.RUN_DIFFERS.error(
                        "under the name of run " + run + " the home holds run " + start.run(), "");
            }
            try (Journal journal = claim.open(start)) {
                State state = replay(start, journal.events());
                if (state.end().filter(end -> end != EndState.FAILED).isPresent()) {
                    refuseLate(state, journal, claim.inbox(), news);
                    return over(state, journal.events(), news);
                }
                Attempts attempts = new Attempts(start, shell, timing, news, inbox::add);
                try {
                    return drive(state, journal, claim.inbox(), replies, inbox, attempts, news);
                } finally {
                    atWork.addAll(attempts.live());
                }
            }
        } finally {
            // A step that hangs in this process may still act: nobody here takes the run up before
            // the process has ended.
            if (atWork.isEmpty()) {
                claim.close();
            }
        }
    }

    /// Orders that came when the run had ended already are answered all the same.
    private static void refuseLate(State state, Journal journal, Inbox orders, NewsDesk news) {
        Mailbox mailbox = new Mailbox(orders, news, journal.events());
        mailbox.read(
                () -> state,
                order -> {
                    throw new IllegalStateException("a run that has ended took " + order);
                });
        mailbox.committed();
    }

    private RunResult drive(
            State state,
            Journal journal,
            Inbox orders,
            List<Reply> replies,
            BlockingQueue<Signal> inbox,
            Attempts attempts,
            NewsDesk news) {
        RunStart start = state.start();
        Epoch epoch = ledger.claim(start.run());
        if (state.epoch().filter(last -> last.compareTo(epoch) >= 0).isPresent()) {
            throw EngineErrors.RUN_DIFFERS.error(
                    "the home granted epoch "
                            + epoch
                            + " of run "
                            + start.run()
                            + ", the journal here knows later ones",
                    "");
        }
        news.tell(new RunNews.RunTaken(start, epoch, state.receipts()));
        RunLoop loop =
                new RunLoop(
                        state,
                        journal,
                        inbox,
                        attempts,
                        timing,
                        jitter,
                        news,
                        orders,
                        () -> successor(start.run(), epoch),
                        ledger::find);
        try (EpochWatch watch =
                        new EpochWatch(
                                start.run(),
                                epoch,
                                start.policy().lease(),
                                ledger,
                                timing,
                                inbox::add,
                                news);
                InboxWatch mail = new InboxWatch(start.run(), orders, timing, inbox::add, news)) {
            watch.start();
            mail.start();
            return loop.drive(
                    new Event.TookOver(epoch, predecessor(state, journal, epoch)), replies);
        }
    }

    private Optional<Epoch> successor(RunId run, Epoch own) {
        return ledger.currentEpoch(run).filter(other -> other.compareTo(own) > 0);
    }

    /// The journal knows all that was begun only if every epoch before was driven with it.
    private static Predecessor predecessor(State state, Journal journal, Epoch epoch) {
        if (epoch.equals(Epoch.FIRST)) {
            return Predecessor.NONE;
        }
        Optional<Epoch> last = state.epoch();
        boolean known =
                journal.complete() && last.map(Epoch::next).filter(epoch::equals).isPresent();
        return known ? Predecessor.ENDED : Predecessor.UNKNOWN;
    }

    private static State replay(RunStart start, List<JournalEvent> events) {
        State state = Machine.begin(start);
        for (JournalEvent event : events) {
            state = Machine.next(state, event).state();
        }
        return state;
    }

    private static RunResult over(State state, List<JournalEvent> events, NewsDesk news) {
        EndState end = state.end().orElseThrow();
        news.tell(new RunNews.RunEnded(end));
        RunRecord record =
                new RunRecord(
                        state.start(),
                        events,
                        state.receipts(),
                        List.of(),
                        List.of(),
                        end,
                        Optional.of(events.getLast().at()));
        return new RunResult(record, state, new RunResult.Stop.Ended(), List.of(), news.deaf());
    }
}
