package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpkeepLoopTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    @Test
    void aDayIsDueWhateverTheClockDid() {
        assertThat(UpkeepLoop.isDue(Optional.empty(), NOW)).isTrue();
        assertThat(UpkeepLoop.isDue(Optional.of(NOW.minus(Duration.ofHours(23))), NOW)).isFalse();
        assertThat(UpkeepLoop.isDue(Optional.of(NOW.minus(Duration.ofHours(24))), NOW)).isTrue();
        assertThat(UpkeepLoop.isDue(Optional.of(NOW.plus(Duration.ofHours(1))), NOW)).isTrue();
    }
}
