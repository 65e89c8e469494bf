package dev.muster.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.FastTiming;
import dev.muster.engine.Plans;
import dev.muster.model.Epoch;
import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.record.Actor;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Predecessor;
import dev.muster.record.RunStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    /// Every place in the soak; else every third, another third each time.
    private static final int STRIDE = Plans.soak() ? 1 : 3;

    private static final int OFFSET =
            (int) (Long.getLong("muster.seed", System.nanoTime()) % STRIDE);

    private static final RunStart START = Plans.run(Plans.step("a"));

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("run-1/journal");
    }

    private Journals journals() {
        return new JournalFolder(folder, new FastTiming(1));
    }

    private static JournalEvent event(long number) {
        Event event =
                number == 1
                        ? new Event.TookOver(Epoch.FIRST, Predecessor.NONE)
                        : new Event.PauseAsked("reason " + number);
        return new JournalEvent(number, Plans.BEGAN, Actor.MUSTER, event);
    }

    /// Writes events 1 to n, each committed alone; returns the length of the file after each.
    private List<Integer> write(int n) throws IOException {
        List<Integer> lengths = new ArrayList<>();
        try (Journals.Claim claim = journals().claim(Plans.RUN);
                Journal journal = claim.open(START)) {
            lengths.add((int) Files.size(file()));
            for (int i = 1; i <= n; i++) {
                journal.append(event(i));
                journal.commit();
                lengths.add((int) Files.size(file()));
            }
        }
        return lengths;
    }

    private record Read(List<JournalEvent> events, boolean complete) {}

    private Read read() {
        try (Journals.Claim claim = journals().claim(Plans.RUN);
                Journal journal = claim.open(START)) {
            return new Read(journal.events(), journal.complete());
        }
    }

    private static List<JournalEvent> events(int n) {
        List<JournalEvent> events = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            events.add(event(i));
        }
        return events;
    }

    @Test
    void whatWasCommittedIsReadBackAndGoesOn() throws IOException {
        write(3);
        assertThat(read()).isEqualTo(new Read(events(3), true));
        try (Journals.Claim claim = journals().claim(Plans.RUN);
                Journal journal = claim.open(START)) {
            journal.append(event(4));
            journal.append(event(5));
            journal.commit();
            journal.append(event(6));
        }
        assertThat(read()).as("6 was not committed").isEqualTo(new Read(events(5), true));
    }

    @Test
    void aTailThatIsCutAnywhereIsCutOffAndTheRestIsComplete() throws IOException {
        List<Integer> lengths = write(3);
        byte[] whole = Files.readAllBytes(file());
        for (int length = lengths.getFirst() + OFFSET; length < whole.length; length += STRIDE) {
            Files.write(file(), Arrays.copyOf(whole, length));
            int left = 0;
            while (left + 1 < lengths.size() && lengths.get(left + 1) <= length) {
                left++;
            }
            assertThat(read()).as("cut at %d", length).isEqualTo(new Read(events(left), true));
            assertThat(Files.size(file())).isEqualTo(lengths.get(left).longValue());
        }
    }

    @Test
    void zerosThatALostMachineLeavesAreATornTail() throws IOException {
        List<Integer> lengths = write(3);
        byte[] whole = Files.readAllBytes(file());
        for (int from = lengths.get(2) + OFFSET; from < whole.length - 8; from += STRIDE) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, from, torn.length, (byte) 0);
            Files.write(file(), torn);
            assertThat(read()).as("zeros from %d", from).isEqualTo(new Read(events(2), true));
        }
    }

    @Test
    void aBatchThatALostMachineWroteInAnotherOrderIsATornTail() throws IOException {
        List<Integer> lengths = write(2);
        try (Journals.Claim claim = journals().claim(Plans.RUN);
                Journal journal = claim.open(START)) {
            journal.append(event(3));
            journal.append(event(4));
            journal.commit();
        }
        byte[] torn = Files.readAllBytes(file());
        Arrays.fill(torn, lengths.get(2), lengths.get(2) + 20, (byte) 0);
        Files.write(file(), torn);
        assertThat(read().events()).isEqualTo(events(2));
    }

    @Test
    void aByteThatFlippedBeforeTheLastFrameIsAClearError() throws IOException {
        List<Integer> lengths = write(4);
        byte[] whole = Files.readAllBytes(file());
        for (int at = OFFSET; at < lengths.get(3); at += STRIDE * (inHead(at, lengths) ? 17 : 1)) {
            byte[] flipped = whole.clone();
            flipped[at] = (byte) (flipped[at] ^ 1 << at % 8);
            Files.write(file(), flipped);
            int place = at;
            assertThatThrownBy(this::read)
                    .as("byte %d", at)
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error -> {
                                assertThat(error.code()).isEqualTo(EngineErrors.JOURNAL_DAMAGED);
                                assertThat(error.getMessage())
                                        .contains("at byte " + frameOf(place, lengths));
                            });
            assertThat(Files.readAllBytes(file())).as("left as it is").isEqualTo(flipped);
        }
    }

    /// The head's content is long, and one byte of it like another.
    private static boolean inHead(int at, List<Integer> ends) {
        return at > 30 && at < ends.getFirst() - 30;
    }

    private static int frameOf(int place, List<Integer> ends) {
        int begin = 0;
        for (int end : ends) {
            if (end <= place) {
                begin = end;
            }
        }
        return begin;
    }

    @Test
    void aByteThatFlippedInTheLastFrameLeavesTheJournalIncomplete() throws IOException {
        List<Integer> lengths = write(3);
        byte[] whole = Files.readAllBytes(file());
        for (int at = lengths.get(2) + OFFSET; at < whole.length; at += STRIDE) {
            byte[] flipped = whole.clone();
            flipped[at] = (byte) (flipped[at] ^ 1 << at % 8);
            Files.write(file(), flipped);
            assertThat(read()).as("byte %d", at).isEqualTo(new Read(events(2), false));
        }
    }

    @Test
    void theJournalOfAnotherRunIsRefused() throws IOException {
        write(1);
        refuses(
                EngineErrors.RUN_DIFFERS,
                () -> {
                    try (Journals.Claim claim = journals().claim(Plans.RUN)) {
                        claim.open(Plans.run(Plans.step("b")));
                    }
                });
    }

    private static void refuses(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void theSecondControllerIsToldWhoHoldsTheRun() {
        try (Journals.Claim first = journals().claim(Plans.RUN)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> journals().claim(Plans.RUN))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error -> {
                                assertThat(error.code()).isEqualTo(EngineErrors.RUN_BUSY);
                                assertThat(error.getMessage())
                                        .contains("process " + ProcessHandle.current().pid());
                            });
        }
        try (Journals.Claim again = journals().claim(Plans.RUN)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void aRunThatCannotBeWrittenSaysWhereAndTakesNothingMore() throws IOException {
        try (Journals.Claim claim = journals().claim(Plans.RUN);
                Journal journal = claim.open(START)) {
            journal.append(event(1));
            Thread.currentThread().interrupt();
            try {
                refuses(EngineErrors.JOURNAL_UNWRITABLE, journal::commit);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            refuses(EngineErrors.JOURNAL_UNWRITABLE, journal::commit);
        }
    }
}
