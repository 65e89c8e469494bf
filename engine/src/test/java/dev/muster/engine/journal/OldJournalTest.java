package dev.muster.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.FastTiming;
import dev.muster.engine.Plans;
import dev.muster.engine.machine.Machine;
import dev.muster.engine.machine.State;
import dev.muster.engine.machine.StepState;
import dev.muster.model.StepId;
import dev.muster.record.EndState;
import dev.muster.record.JournalEvent;
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
