package dev.muster.operations.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.LogReader.Range;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Three backups, at seconds and positions 100, 200 and 300; log from 90 to 250, and from 290 on.
class CandidatesTest {
    private static final List<RecoveryPoint> POINTS = List.of(point(100), point(200), point(300));
    private static final List<Range> RANGES = List.of(range(90, 250), range(290, 400));

    private final Candidates captured = new Candidates(POINTS, RANGES, true);

    @Test
    void theNewestThatIsNotLaterComesFirst() {
        assertThat(ids(captured, time(350))).containsExactly("p300", "p200", "p100");
        assertThat(ids(captured, time(300))).startsWith("p300");
        assertThat(ids(captured, time(299))).containsExactly("p200", "p100");
        assertThat(ids(captured, time(99))).isEmpty();
    }

    @Test
    void aPositionWithoutALineIsReachedFromAPointBeforeIt() {
        assertThat(ids(captured, position(RestoreTarget.NEWEST_LINE, 299)))
                .containsExactly("p200", "p100");
        assertThat(ids(captured, position("line", 150))).containsExactly("p100");
        assertThat(ids(captured, position(RestoreTarget.NEWEST_LINE, 99))).isEmpty();
    }

    @Test
    void whatOnlyTheLogKnowsIsLookedForFromTheNewestOn() {
        assertThat(ids(captured, new RestoreTarget.AtTransaction("771")))
                .containsExactly("p300", "p200", "p100");
    }

    @Test
    void whereNothingWasCapturedAPointIsBroughtToItsOwnEndOnly() {
        Candidates none = new Candidates(POINTS, List.of(), true);

        assertThat(ids(none, new RestoreTarget.Latest())).startsWith("p300");
        assertThat(ids(none, time(350))).isEmpty();
        assertThat(ids(new Candidates(POINTS, List.of(), false), time(350))).startsWith("p300");
    }

    @Test
    void theNewestIsTheLastThatWasMadeThoughAClockWasAhead() {
        List<RecoveryPoint> points = List.of(point(100), point(900), point(300));
        Candidates ahead = new Candidates(points, List.of(), false);

        assertThat(ids(ahead, new RestoreTarget.Latest())).containsExactly("p300", "p900", "p100");
        assertThat(ids(ahead, time(950))).startsWith("p900");
    }

    private static List<String> ids(Candidates candidates, RestoreTarget target) {
        return candidates.of(target).stream().map(RecoveryPoint::id).toList();
    }

    private static RestoreTarget time(int second) {
        return new RestoreTarget.AtTime(Instant.ofEpochSecond(second));
    }

    private static RestoreTarget position(String line, int offset) {
        return new RestoreTarget.AtPosition(new LogPosition(line, offset));
    }

    private static RecoveryPoint point(int at) {
        Instant time = Instant.ofEpochSecond(at);
        LogPosition position = new LogPosition("line", at);
        return new RecoveryPoint(
                "p" + at,
                new ComponentId("orders-db"),
                time,
                time,
                time,
                position,
                position,
                ByteSize.ZERO,
                ByteSize.ZERO);
    }

    private static Range range(int from, int to) {
        return new Range(
                new LogPosition("line", from),
                new LogPosition("line", to),
                Instant.ofEpochSecond(from),
                Instant.ofEpochSecond(to));
    }
}
