package dev.muster.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.FastTiming;
import dev.muster.engine.Plans;
import dev.muster.engine.machine.Machine;
import dev.muster.engine.machine.State;
import dev.muster.engine.machine.StepState;
import dev.muster.model.StepId;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal that version 1 of the machine wrote, before there were orders, byte for byte. It is
/// never written anew.
class OldJournalTest {
    @TempDir Path runs;

    @BeforeEach
    void keep() throws IOException {
        Path run = Files.createDirectories(runs.resolve("run-1"));
        try (InputStream old =
                Objects.requireNonNull(
                        OldJournalTest.class.getResourceAsStream("version-1.journal"))) {
            Files.copy(old, run.resolve("journal"));
        }
    }

    @Test
    void itLeadsToTheSameDecisions() {
        JournalTail tail = JournalTail.open(runs, Plans.RUN).orElseThrow();
        assertThat(tail.start().machine()).isEqualTo(1);
        State state = Machine.begin(tail.start());
        for (JournalEvent event : tail.events()) {
            state = Machine.next(state, event).state();
        }
        assertThat(state.end()).contains(EndState.ABORTED);
        assertThat(state.receipts()).extracting(it -> it.step().value()).containsExactly("a", "b");
        assertThat(state.step(new StepId("c"))).isInstanceOf(StepState.Unknown.class);
        assertThat(state.step(new StepId("d"))).isInstanceOf(StepState.Stopped.class);
    }

    /// With orders: pause, resume, done after a failure, skip.
    @Test
    void oneOfVersion2LeadsToTheSameDecisions() throws IOException {
        State state = replay("version-2.journal");
        assertThat(state.start().machine()).isEqualTo(2);
        assertThat(state.end()).contains(EndState.INCOMPLETE);
        assertThat(state.receipts())
                .extracting(it -> it.step() + " " + it.origin())
                .containsExactly("a ANSWERED", "b SKIPPED", "c RAN", "d RAN");
    }

    /// With an approval that was not given in time, then by two keys that `ssh-keygen` signed with,
    /// and with a deed of people.
    @Test
    void oneOfVersion3LeadsToTheSameDecisions() throws IOException {
        State state = replay("version-3.journal");
        assertThat(state.start().machine()).isEqualTo(3);
        assertThat(state.end()).contains(EndState.SUCCEEDED);
        assertThat(state.receipts())
                .extracting(it -> it.step() + " " + it.origin())
                .containsExactly("gate ANSWERED", "bank ANSWERED", "a RAN");
    }

    /// With an abort that took back what was done, but for one that was left.
    @Test
    void oneOfVersion4LeadsToTheSameDecisions() throws IOException {
        State state = replay("version-4.journal");
        assertThat(state.start().machine()).isEqualTo(4);
        assertThat(state.end()).contains(EndState.ABORTED);
        assertThat(state.receipts()).extracting(it -> it.step().value()).containsExactly("a", "b");
        assertThat(state.undoing())
                .extracting(it -> it.id().value())
                .containsExactly("b-undo", "a-undo");
        assertThat(state.step(new StepId("b-undo")))
                .extracting(it -> ((StepState.Done) it).receipt().origin())
                .isEqualTo(Receipt.Origin.RAN);
        assertThat(state.step(new StepId("a-undo")))
                .extracting(it -> ((StepState.Done) it).receipt().origin())
                .isEqualTo(Receipt.Origin.SKIPPED);
    }

    /// A signature that was changed in the journal opens nothing.
    @Test
    void aJournalIsNoApproval() throws IOException {
        JournalTail tail = tail("version-3.journal");
        State state = Machine.begin(tail.start());
        for (JournalEvent event : tail.events()) {
            if (event.event() instanceof Event.Ordered ordered
                    && ordered.order() instanceof Order.Approve approve) {
                String other = approve.signature().replaceFirst("NIU0lH", "NIU0lI");
                Order forged = new Order.Approve(approve.step(), other);
                assertThat(Machine.refuses(state, forged)).isPresent();
                JournalEvent entry =
                        new JournalEvent(
                                event.number(),
                                event.at(),
                                event.actor(),
                                new Event.Ordered(ordered.id(), forged, ordered.reason()));
                State before = state;
                state = Machine.next(state, entry).state();
                assertThat(state.step(approve.step())).isEqualTo(before.step(approve.step()));
            } else if (event.event() instanceof Event.Started) {
                break;
            } else {
                state = Machine.next(state, event).state();
            }
        }
        assertThat(state.awaiting()).isEqualTo(1);
    }

    private JournalTail tail(String resource) throws IOException {
        Path old = Files.createDirectories(runs.resolve(resource).resolve("run-1"));
        try (InputStream in =
                Objects.requireNonNull(OldJournalTest.class.getResourceAsStream(resource))) {
            Files.copy(in, old.resolve("journal"));
        }
        return JournalTail.open(runs.resolve(resource), Plans.RUN).orElseThrow();
    }

    private State replay(String resource) throws IOException {
        JournalTail tail = tail(resource);
        State state = Machine.begin(tail.start());
        for (JournalEvent event : tail.events()) {
            state = Machine.next(state, event).state();
        }
        return state;
    }

    @Test
    void itIsOpenedForWriting() {
        JournalTail tail = JournalTail.open(runs, Plans.RUN).orElseThrow();
        try (Journals.Claim claim = new JournalFolder(runs, new FastTiming(1)).claim(Plans.RUN);
                Journal journal = claim.open(tail.start())) {
            assertThat(journal.complete()).isTrue();
            assertThat(journal.events()).isEqualTo(tail.events());
            assertThat(journal.events()).hasSize(17);
        }
        assertThat(List.of(runs.resolve("run-1/orders"))).noneMatch(Files::exists);
    }
}
