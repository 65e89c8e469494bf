package dev.muster.provider.postgresql.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.LogPosition;
import dev.muster.provider.postgresql.kind.Lsn;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
    @ParameterizedTest
    @CsvSource({
        "16777216, 1, 0/0, 000000010000000000000000",
        "16777216, 1, 0/1FFFFFF, 000000010000000000000001",
        "16777216, 26, 16/B374D848, 0000001A00000016000000B3",
        "67108864, 1, 16/B374D848, 00000001000000160000002C",
        "1073741824, 2, FFFF/FFFFFFFF, 000000020000FFFF00000003",
    })
    void aSegmentHasTheNameThatPostgresqlGivesIt(int size, int timeline, String lsn, String name) {
        long position = Lsn.parse(lsn).orElseThrow();
        Segments segments = new Segments(size);

        assertThat(segments.name(timeline, position)).isEqualTo(name);
        assertThat(segments.position(name)).isEqualTo(segments.start(position));
    }

    @ParameterizedTest
    @CsvSource({"0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF"})
    void aPositionIsWrittenAsItIsRead(String text) {
        assertThat(Lsn.text(Lsn.parse(text).orElseThrow())).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0", "0/", "/0", "0/123456789", "x/0", "'0/0 '"})
    void whatIsNoPositionIsNotRead(String text) {
        assertThat(Lsn.parse(text)).isEmpty();
    }

    @Test
    void aLineIsReadAsItIsWritten() {
        Line line = new Line("7380000000000000001", 26);

        assertThat(line).hasToString("7380000000000000001.0000001A");
        assertThat(Line.of(line.at(7))).isEqualTo(line);
        assertThat(Line.matches(new LogPosition("mysql-bin", 4))).isFalse();
    }

    @Test
    void aHistoryIsReadWithItsSwitches() {
        String text = "1\t0/3000158\tno recovery target specified\n\n2\t1/A000000\tbefore\n";

        History history = History.parse(3, text.getBytes(StandardCharsets.UTF_8));

        assertThat(history.endOf(1)).hasValue(0x3000158L);
        assertThat(history.endOf(2)).hasValue(0x1_0A00_0000L);
        assertThat(history.endOf(3)).isEmpty();
    }

    @Test
    void whatIsNoHistoryIsRefused() {
        assertThatThrownBy(() -> History.parse(3, "<html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
