package dev.muster.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhasesTest {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());

    @Test
    void eachPhaseIsChargedWithItsShareOfTheCriticalPath() {
        assertThat(Phases.measured(Sample.run()))
                .containsExactly(
                        phase(Phase.DETECT, 0, 3_000),
                        phase(Phase.DECIDE, 3_000, 100),
                        phase(Phase.FENCE, 3_100, 300),
                        phase(Phase.RESTORE, 3_400, 2_400),
                        phase(Phase.ROUTE, 5_800, 200));
    }

    @Test
    void theAnswerIsWhatTheClientStillWaitedAfterTheLastStep() {
        List<PhaseTime> phases =
                Phases.measured(
                        Sample.run(), Sample.LOST.minusMillis(10), Sample.LOST.plusMillis(6_200));
        assertThat(phases).contains(phase(Phase.DETECT, -10, 3_010));
        assertThat(phases).endsWith(phase(Phase.ANSWER, 6_000, 200));
    }

    @Test
    void thePhasesAlwaysAddUpToWhatTheClientSaw() {
        for (int i = 0; i < 500; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            Instant from = Sample.LOST.plusMillis(random.nextInt(8_000) - 1_000);
            Instant to = from.plusMillis(random.nextInt(8_000));
            RunRecord run = shuffled(Sample.run(), random);
            Duration sum =
                    Phases.measured(run, from, to).stream()
                            .map(PhaseTime::duration)
                            .reduce(Duration.ZERO, Duration::plus);
            assertThat(sum).as("muster.seed=%d", seed).isEqualTo(Duration.between(from, to));
        }
    }

    /// Receipts that are missing, and clocks that disagree, change the shares but not the sum.
    private static RunRecord shuffled(RunRecord run, Random random) {
        List<Receipt> receipts =
                run.receipts().stream()
                        .filter(receipt -> random.nextInt(4) > 0)
                        .map(receipt -> {
                            Duration shift = Duration.ofMillis(random.nextInt(4_000) - 2_000);
                            return new Receipt(
                                    receipt.run(),
                                    receipt.step(),
                                    1,
                                    receipt.epoch(),
                                    receipt.origin(),
                                    receipt.started().plus(shift),
                                    receipt.finished().plus(shift),
                                    receipt.details());
                        })
                        .toList();
        return new RunRecord(
                run.start(),
                List.of(),
                receipts,
                List.of(),
                List.of(),
                EndState.OPEN,
                Optional.empty());
    }

    private static PhaseTime phase(Phase phase, long start, long millis) {
        return new PhaseTime(phase, Sample.LOST.plusMillis(start), Duration.ofMillis(millis));
    }
}
