package dev.muster.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.StillTiming;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aParagraphKeepsItsIndentOnEveryLine() {
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(false, true, false, false, () -> 24);
        try (var screen = new Screen(print, print, terminal, new StillTiming(Instant.EPOCH))) {
            screen.paragraph("  fix: give the disk  more room than it has");
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("  fix: give the disk\n  more room than it has\n");
    }
}
