package dev.muster.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossTest {
    private static final List<List<Long>> ACKNOWLEDGED =
            List.of(List.of(1_000_000L, 3_000_000L), List.of(2_000_000L, 9_000_000L));

    @Test
    void nothingIsLostWhereAllIsThere() {
        Set<Loss.Entry> all =
                Set.of(
                        new Loss.Entry(0, 0),
                        new Loss.Entry(0, 1),
                        new Loss.Entry(1, 0),
                        new Loss.Entry(1, 1));

        assertThat(Loss.of(ACKNOWLEDGED, all, 5_000_000)).isEqualTo(new Loss(0, 0));
    }

    @Test
    void timeCountsFromTheFirstLostToTheLastAnswer() {
        Set<Loss.Entry> some = Set.of(new Loss.Entry(0, 0), new Loss.Entry(1, 0));

        // one was answered out of the socket after the kill
        assertThat(Loss.of(ACKNOWLEDGED, some, 5_000_000)).isEqualTo(new Loss(2, 6));
        assertThat(Loss.of(ACKNOWLEDGED, some, 10_000_000)).isEqualTo(new Loss(2, 7));
    }

    @Test
    void aRunThatWasEndedGoesOnWithWhatItHad(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("loss.tsv");
        LossBook.open(file, false).note(Map.of("commits", 2.0));
        Files.writeString(file, "commits\t7", StandardOpenOption.APPEND);

        LossBook resumed = LossBook.open(file, true);
        resumed.note(Map.of("commits", 3.0));

        assertThat(resumed.of("commits")).containsExactly(2.0, 3.0);
        assertThat(LossBook.open(file, true).of("commits")).containsExactly(2.0, 3.0);
        assertThat(LossBook.open(file, false).of("commits")).isEmpty();
    }
}
