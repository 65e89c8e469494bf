package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
    @TempDir Path folder;

    /// Otherwise every start would do without the caches, in silence.
    @Test
    void theTrainingRunsToItsEnd() throws Exception {
        assertThat(Training.movesData(folder)).isTrue();
        assertThat(Training.looks(folder)).isTrue();
        assertThat(folder.resolve("restored/rows"))
                .hasSameBinaryContentAs(folder.resolve("data/rows"));
    }
}
