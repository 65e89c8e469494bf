package dev.muster.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.StillTiming;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final long MIB = 1 << 20;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StillTiming timing = new StillTiming(Instant.EPOCH);

    private Board board(boolean redraws) {
        return new Board(
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(false, false, redraws, false, () -> 63),
                timing);
    }

    private List<String> seen() {
        return Glass.shows(err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsOverWithinASecondIsNotShown() {
        try (Board board = board(true)) {
            Task task = board.add("orders-db");
            timing.advance(Duration.ofMillis(900));
            board.refresh();
            task.close();
        }
        assertThat(err.size()).isZero();
    }

    @Test
    void progressIsRedrawnInPlace() {
        try (Board board = board(true)) {
            Task task = board.add("orders-db");
            task.stage("copying files");
            task.total(100 * MIB);
            task.advance(25 * MIB);
            timing.advance(Duration.ofSeconds(2));
            board.refresh();
            assertThat(seen())
                    .containsExactly(
                            "orders-db  copying files   25 %  25.0 MiB of 100 MiB  6 s left");
            task.advance(25 * MIB);
            timing.advance(Duration.ofSeconds(2));
            board.refresh();
            assertThat(seen())
                    .containsExactly(
                            "orders-db  copying files   50 %  50.0 MiB of 100 MiB  4 s left");
            task.close();
            assertThat(seen()).isEmpty();
        }
    }

    @Test
    void thePlaceIsShownUntilTheNextStage() {
        try (Board board = board(true)) {
            Task task = board.add("orders-db");
            task.stage("replaying log");
            task.at("0/85000000, 07:53:00");
            timing.advance(Duration.ofSeconds(2));
            board.refresh();
            assertThat(seen())
                    .containsExactly("orders-db  replaying log  at 0/85000000, 07:53:00  2 s");
            task.at("0/86000000, 2026-11-26T07:53:00.123456Z");
            board.refresh();
            assertThat(seen()).containsExactly("orders-db  replaying log  2 s");
            task.stage("asking the server");
            board.refresh();
            assertThat(seen()).containsExactly("orders-db  asking the server  2 s");
        }
    }

    @Test
    void otherLinesStayAboveTheTasks() {
        try (Board board = board(true)) {
            Task one = board.add("one");
            board.add("two");
            timing.advance(Duration.ofSeconds(2));
            board.refresh();
            board.around(() -> print("a word"));
            assertThat(seen()).containsExactly("a word", "one  2 s", "two  2 s");
            one.close();
            assertThat(seen()).containsExactly("a word", "two  2 s");
        }
        assertThat(seen()).containsExactly("a word");
    }

    private void print(String text) {
        err.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLogGetsALineFromTimeToTime() {
        try (Board board = board(false)) {
            Task task = board.add("orders-db");
            task.stage("copying files");
            task.total(2500 * MIB);
            for (int tick = 0; tick < 125; tick++) {
                timing.advance(Duration.ofMillis(200));
                task.advance(5 * MIB);
                board.refresh();
            }
            assertThat(seen())
                    .containsExactly(
                            "orders-db: copying files, 25.0 MiB of 2.4 GiB (1 %), 25.0 MiB/s,"
                                    + " 1 min 39 s left",
                            "orders-db: copying files, 275 MiB of 2.4 GiB (11 %), 25.0 MiB/s,"
                                    + " 1 min 29 s left",
                            "orders-db: copying files, 525 MiB of 2.4 GiB (21 %), 25.0 MiB/s,"
                                    + " 1 min 19 s left");
            task.stage("replaying log");
            assertThat(seen().getLast()).isEqualTo("orders-db: replaying log, 25 s");
        }
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int width = 5; width < 120; width++) {
            ProgressState state =
                    new ProgressState(
                            "orders-db", "copying files", "", 25 * MIB, 100 * MIB, 0, MIB, 0);
            assertThat(state.line(width).length()).isLessThanOrEqualTo(width);
        }
        assertThat(new ProgressState("a", "b", "", 5 * MIB, 10 * MIB, 0, MIB, 0).line(80))
                .isEqualTo(
                        "a  b  [##########..........]   50 %  5.0 MiB of 10.0 MiB  1.0 MiB/s  5 s left");
    }

    @Test
    void moreThanAllIsStillAllOfIt() {
        assertThat(
                        new ProgressState("a", "", "", 12 * MIB, 10 * MIB, 0, MIB, 3_000_000_000L)
                                .line(80))
                .isEqualTo(
                        "a  [####################]  100 %  12.0 MiB of 10.0 MiB  1.0 MiB/s  3 s");
    }
}
