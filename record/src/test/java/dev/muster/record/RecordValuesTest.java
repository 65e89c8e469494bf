package dev.muster.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordValuesTest {
    @Test
    void aLongNoteIsCutAndNotRefused() {
        Details details = Details.NONE.withNote("output", "x".repeat(5_000));
        assertThat(details.notes().get("output")).hasSize(2_000).endsWith("...");
    }

    @Test
    void theWaitDoublesUpToTheLongestAndJitterTakesAtMostHalf() {
        RetryPolicy policy =
                new RetryPolicy(
                        9, Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofMinutes(1));
        assertThat(policy.delay(1, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(policy.delay(3, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.delay(60, 0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.delay(60, 0.999999))
                .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_501));
    }

    @Test
    void anObjectiveThatNobodyMeasuredIsNotMet() {
        assertThat(Sample.run().objectives().getFirst().verdict())
                .isEqualTo(ObjectiveResult.Verdict.MET);
        assertThat(Sample.run().objectives().getLast().verdict())
                .isEqualTo(ObjectiveResult.Verdict.NOT_MEASURED);
    }
}
