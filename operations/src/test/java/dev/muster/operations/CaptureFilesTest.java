package dev.muster.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFilesTest {
    private static final Optional<Address> SOURCE = Optional.of(new Address("db1", 5432));

    @TempDir Path folder;

    @Test
    void whatARecoveryClosedItOpensAgainAndNobodyBeforeIt() {
        CaptureFiles files = new CaptureFiles(new StateFolder(folder), new ComponentId("db"));
        files.close(new Epoch(17_002), SOURCE);
        assertThat(files.isClosedFor(SOURCE)).isTrue();

        assertThat(files.reopen(new Epoch(17_001))).isFalse();
        assertThat(files.isClosedFor(SOURCE)).isTrue();

        assertThat(files.reopen(new Epoch(17_003))).isTrue();
        assertThat(files.isClosedFor(SOURCE)).isFalse();
        assertThat(files.reopen(new Epoch(17_003))).as("once more does no harm").isTrue();
    }
}
