package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger halted = new AtomicInteger();
    private final Screen screen =
            new Screen(
                    new PrintStream(new ByteArrayOutputStream()),
                    new PrintStream(err, true),
                    Terminal.NONE,
                    new StillTiming(Instant.EPOCH));

    @Test
    void onceInterruptsAndTwiceEndsAtOnce() {
        try (Interrupts interrupts = new Interrupts(Thread.currentThread(), screen, halted::set)) {
            assertThat(interrupts.happened()).isFalse();

            interrupts.happen();

            assertThat(interrupts.happened()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(halted).hasValue(0);
            assertThat(err.toString()).contains("stopping; Ctrl-C again stops at once");

            interrupts.happen();

            assertThat(halted).hasValue(130);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anErrorThatOnlySaysInterruptedIsRecognized() {
        assertThat(Interrupts.isOutcomeOf(new RuntimeException(new InterruptedException())))
                .isTrue();
        assertThat(Interrupts.isOutcomeOf(new RuntimeException(new ClosedByInterruptException())))
                .isTrue();
        assertThat(Interrupts.isOutcomeOf(new RuntimeException(new IOException("full")))).isFalse();
    }
}
