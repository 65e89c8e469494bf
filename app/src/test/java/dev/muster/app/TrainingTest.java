package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
    @TempDir Path folder;

    /// Otherwise every start would do without the cache, in silence.
    @Test
    void theTrainingRunsToItsEnd() throws Exception {
        assertThat(Training.run(folder)).isTrue();
        assertThat(folder.resolve("restored/rows"))
                .hasSameBinaryContentAs(folder.resolve("data/rows"));
    }
}
