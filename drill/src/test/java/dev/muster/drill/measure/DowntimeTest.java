package dev.muster.drill.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.drill.measure.Downtime.Share;
import dev.muster.drill.measure.Downtime.Span;
import dev.muster.kind.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DowntimeTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private static Span span(Phase phase, long start, long end) {
        return new Span(phase, at(start), at(end));
    }

    private static Share share(Phase phase, long start, long millis) {
        return new Share(phase, at(start), Duration.ofMillis(millis));
    }

    @Test
    void anOrdinaryRecoveryIsTold() {
        Downtime downtime =
                Downtime.between(
                        at(0),
                        at(7500),
                        at(3000),
                        List.of(
                                span(Phase.FENCE, 3040, 3200),
                                span(Phase.RESTORE, 3210, 5000),
                                span(Phase.START, 5000, 5600),
                                span(Phase.VERIFY, 5610, 6000),
                                span(Phase.START, 6000, 7000),
                                span(Phase.ROUTE, 7000, 7100),
                                span(Phase.ANSWER, 7110, 7400)));

        assertThat(downtime.shares())
                .containsExactly(
                        share(Phase.DETECT, 0, 3000),
                        share(Phase.DECIDE, 3000, 40),
                        share(Phase.FENCE, 3040, 160),
                        share(Phase.RESTORE, 3200, 1800),
                        share(Phase.START, 5000, 1600),
                        share(Phase.VERIFY, 5600, 400),
                        share(Phase.ROUTE, 7000, 100),
                        share(Phase.ANSWER, 7100, 400));
        assertThat(downtime.total()).isEqualTo(Duration.ofMillis(7500));
    }

    @Test
    void whatRunsAtTheSameTimeCountsForTheOneThatIsWaitedFor() {
        Downtime downtime =
                Downtime.between(
                        at(0),
                        at(1000),
                        at(0),
                        List.of(span(Phase.RESTORE, 100, 900), span(Phase.FENCE, 0, 300)));

        assertThat(downtime.shares())
                .containsExactly(
                        share(Phase.FENCE, 0, 100),
                        share(Phase.RESTORE, 100, 800),
                        share(Phase.ANSWER, 900, 100));
    }

    @Test
    void whatTheClientDidNotSeeDoesNotCount() {
        Downtime downtime =
                Downtime.between(
                        at(1000),
                        at(2000),
                        at(500),
                        List.of(span(Phase.ROUTE, 200, 1500), span(Phase.ANSWER, 1600, 9000)));

        assertThat(downtime.shares())
                .containsExactly(share(Phase.ROUTE, 1000, 500), share(Phase.ANSWER, 1500, 500));
    }

    @Test
    void anOutageThatEndsByItselfIsAllDetection() {
        assertThat(Downtime.between(at(0), at(900), at(3000), List.of()).shares())
                .containsExactly(share(Phase.DETECT, 0, 900));
        assertThat(Downtime.between(at(0), at(0), at(0), List.of()).shares()).isEmpty();
    }

    @Test
    void thePhasesAddUpToWhatTheClientSawWhateverRan() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            Instant lastGood = START.plusNanos(random.nextLong(5_000_000_000L));
            Instant firstGood = lastGood.plusNanos(random.nextLong(9_000_000_000L));
            Instant triggered = START.plusNanos(random.nextLong(14_000_000_000L));
            List<Span> spans = new ArrayList<>();
            for (int i = random.nextInt(10); i > 0; i--) {
                Instant start = START.plusNanos(random.nextLong(14_000_000_000L));
                Phase phase = Phase.values()[random.nextInt(Phase.values().length)];
                spans.add(new Span(phase, start, start.plusNanos(random.nextLong(4_000_000_000L))));
            }

            Downtime downtime = Downtime.between(lastGood, firstGood, triggered, spans);

            assertThat(downtime.total())
                    .as("seed %s", seed)
                    .isEqualTo(Duration.between(lastGood, firstGood));
            assertThat(downtime.shares())
                    .as("seed %s", seed)
                    .allSatisfy(share -> {
                        assertThat(share.duration()).isPositive();
                        assertThat(share.start()).isBetween(lastGood, firstGood);
                    });
            assertThat(downtime.shares()).extracting(Share::phase).doesNotHaveDuplicates();
            assertThat(downtime.shares()).extracting(Share::start).isSorted();
        }
    }
}
