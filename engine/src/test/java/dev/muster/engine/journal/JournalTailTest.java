package dev.muster.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.FastTiming;
import dev.muster.engine.Plans;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.record.Actor;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Predecessor;
import dev.muster.record.RunStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTailTest {
    private static final RunStart START = Plans.run(Plans.step("a"));

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("run-1/journal");
    }

    private Journals.Claim claim() {
        return new JournalFolder(folder, new FastTiming(1)).claim(Plans.RUN);
    }

    private static JournalEvent event(long number) {
        Event event =
                number == 1
                        ? new Event.TookOver(Epoch.FIRST, Predecessor.NONE)
                        : new Event.PauseAsked("reason " + number);
        return new JournalEvent(number, Plans.BEGAN, Actor.MUSTER, event);
    }

    private static void write(Journal journal, long number) {
        journal.append(event(number));
        journal.commit();
    }

    @Test
    void aJournalIsReadWhileItIsWritten() {
        assertThat(JournalTail.open(folder, Plans.RUN)).isEmpty();
        try (Journals.Claim claim = claim();
                Journal journal = claim.open(START)) {
            JournalTail tail = JournalTail.open(folder, Plans.RUN).orElseThrow();
            assertThat(tail.start()).isEqualTo(START);
            assertThat(tail.events()).isEmpty();
            write(journal, 1);
            write(journal, 2);
            assertThat(tail.read()).isTrue();
            assertThat(tail.events()).containsExactly(event(1), event(2));
            assertThat(tail.read()).isFalse();
            write(journal, 3);
            assertThat(tail.read()).isTrue();
            assertThat(tail.events()).containsExactly(event(1), event(2), event(3));
        }
    }

    @Test
    void whatIsNotWholeYetIsReadWhenItIs() throws IOException {
        try (Journals.Claim claim = claim();
                Journal journal = claim.open(START)) {
            write(journal, 1);
        }
        int one = (int) Files.size(file());
        try (Journals.Claim claim = claim();
                Journal journal = claim.open(START)) {
            write(journal, 2);
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = one; length < whole.length; length += 7) {
            Files.write(file(), Arrays.copyOf(whole, length));
            JournalTail tail = JournalTail.open(folder, Plans.RUN).orElseThrow();
            assertThat(tail.events()).as("cut at %d", length).containsExactly(event(1));
            assertThat(Files.size(file())).as("nothing is changed").isEqualTo(length);
            Files.write(file(), whole);
            assertThat(tail.read()).isTrue();
            assertThat(tail.events()).containsExactly(event(1), event(2));
        }
    }

    @Test
    void damageToWhatWasSafeIsTold() throws IOException {
        try (Journals.Claim claim = claim();
                Journal journal = claim.open(START)) {
            write(journal, 1);
        }
        JournalTail tail = JournalTail.open(folder, Plans.RUN).orElseThrow();
        int one = (int) Files.size(file());
        try (Journals.Claim claim = claim();
                Journal journal = claim.open(START)) {
            write(journal, 2);
            write(journal, 3);
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[one + 40] ^= 1;
        Files.write(file(), bytes);
        for (var read : List.<Runnable>of(tail::read, () -> JournalTail.open(folder, Plans.RUN))) {
            assertThatThrownBy(read::run)
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error ->
                                    assertThat(error.code())
                                            .isEqualTo(EngineErrors.JOURNAL_DAMAGED));
        }
    }

    @Test
    void whoDrivesARunIsSeenWithoutDisturbing() {
        assertThat(Holder.of(folder, Plans.RUN)).isEmpty();
        try (Journals.Claim claim = claim()) {
            assertThat(claim).isNotNull();
            assertThat(Holder.of(folder, Plans.RUN).orElseThrow().process())
                    .isEqualTo(ProcessHandle.current().pid());
        }
        assertThat(folder.resolve("run-1/holder")).isRegularFile();
        assertThat(Holder.of(folder, Plans.RUN)).as("its lock is free").isEmpty();
    }
}
