package dev.muster.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.FastTiming;
import dev.muster.engine.Hazard;
import dev.muster.engine.MemoryJournals;
import dev.muster.engine.MemoryLedger;
import dev.muster.engine.Plans;
import dev.muster.engine.journal.Inbox;
import dev.muster.engine.machine.Machine;
import dev.muster.engine.shell.StepShell;
import dev.muster.model.Epoch;
import dev.muster.record.Details;
import dev.muster.record.Event;
import dev.muster.record.Outcome;
import dev.muster.record.Predecessor;
import dev.muster.record.RunStart;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunLoopTest {
    /// Delivers a stop and the end of an attempt together, the stop first.
    private static final class Together extends LinkedBlockingQueue<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean add(Signal signal) {
            return (!(signal instanceof Signal.Ended) || super.add(new Signal.Stop()))
                    && super.add(signal);
        }

        @Override
        public Signal take() throws InterruptedException {
            Signal first = super.take();
            while (first instanceof Signal.Stop && isEmpty()) {
                Thread.onSpinWait();
            }
            return first;
        }
    }

    @Test
    void whatEndedBesideAStopIsNotLost() {
        RunStart start = Plans.run(Plans.step("a"), Plans.step("b", "a"));
        FastTiming timing = new FastTiming(1);
        MemoryLedger home = new MemoryLedger();
        Together inbox = new Together();
        NewsDesk news = new NewsDesk(_ -> {});
        StepShell shell =
                new StepShell(
                        _ -> _ -> new Outcome.Done(Details.NONE), home.seenBy(Hazard.NONE), timing);
        RunLoop loop =
                new RunLoop(
                        Machine.begin(start),
                        new MemoryJournals().seenBy(Hazard.NONE).claim(Plans.RUN).open(start),
                        inbox,
                        new Attempts(start, shell, timing, news, inbox::add),
                        timing,
                        () -> 0,
                        news,
                        Inbox.NONE,
                        Optional::empty,
                        _ -> Optional.empty());
        RunResult result = loop.drive(new Event.TookOver(Epoch.FIRST, Predecessor.NONE), List.of());
        assertThat(result.stop()).isEqualTo(new RunResult.Stop.Interrupted());
        assertThat(result.hanging()).isEmpty();
        assertThat(result.record().receipts()).hasSize(1);
    }
}
