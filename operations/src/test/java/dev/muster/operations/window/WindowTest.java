package dev.muster.operations.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.provider.LogReader.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Instant STORED = Instant.parse("2026-03-01T10:00:00Z");
    private static final Range RANGE =
            new Range(at(0), at(100), STORED.minusSeconds(60), STORED.plusSeconds(60));

    private static LogPosition at(long offset) {
        return new LogPosition("1", offset);
    }

    private static RecoveryPoint point(Duration ahead) {
        Instant there = STORED.minusSeconds(5).plus(ahead);
        return new RecoveryPoint(
                "p",
                new ComponentId("db"),
                there,
                there,
                STORED,
                at(10),
                at(20),
                ByteSize.ZERO,
                ByteSize.ZERO);
    }

    @Test
    void aWindowReachesFromTheFirstPointToTheEndOfTheLog() {
        assertThat(Window.of(List.of(point(Duration.ZERO)), List.of(RANGE)))
                .contains(
                        new RestorableWindow(
                                STORED.minusSeconds(5),
                                STORED.plusSeconds(60),
                                at(100),
                                List.of()));
    }

    @Test
    void aSourceWhoseClockIsAheadHidesNoWindow() {
        Optional<RestorableWindow> window =
                Window.of(List.of(point(Duration.ofDays(1))), List.of(RANGE));

        assertThat(window).map(RestorableWindow::from).contains(STORED);
    }
}
