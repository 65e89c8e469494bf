package dev.muster.operations.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.provider.DataStore.Commits;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience(Duration.ofSeconds(3));

    private boolean over(double seconds, Commits seen) {
        return patience.isOver(seen, (long) (seconds * 1e9));
    }

    private static Commits acknowledged(long end, long acknowledged) {
        return new Commits(true, end, OptionalLong.of(acknowledged));
    }

    private static Commits alone(long end) {
        return new Commits(true, end, OptionalLong.empty());
    }

    @Test
    void aReceiverThatIsAwayIsGivenTheTimeAsked() {
        assertThat(over(0, acknowledged(10, 10))).isFalse();
        assertThat(over(0.5, alone(10))).isFalse();
        assertThat(over(2.9, alone(20))).isFalse();
        assertThat(over(3.0, alone(20))).isTrue();
    }

    @Test
    void aReceiverThatHangsIsGivenTheTimeAskedToo() {
        assertThat(over(0, acknowledged(20, 10))).isFalse();
        assertThat(over(2.5, acknowledged(30, 19))).isFalse();
        assertThat(over(3.0, acknowledged(30, 19))).isTrue();
    }

    /// Under load the end is always ahead of what is acknowledged.
    @Test
    void aReceiverThatAcknowledgesWhatWasSeenBeforeIsThere() {
        for (int i = 0; i < 100; i++) {
            assertThat(over(i, acknowledged(20 + i * 10, 10 + i * 10))).isFalse();
        }
    }

    @Test
    void whoWasAwayForAMomentBeginsAnew() {
        over(0, alone(10));
        assertThat(over(2.5, acknowledged(20, 10))).isFalse();
        assertThat(over(5.4, alone(20))).isFalse();
        assertThat(over(5.5, alone(20))).isTrue();
    }

    @Test
    void timeThatNobodyLookedDoesNotCount() {
        over(0, acknowledged(10, 10));
        over(1, alone(20));
        assertThat(over(1000, alone(30))).isFalse();
        assertThat(over(1002, alone(30))).isTrue();
    }

    @Test
    void commitsThatDoNotWaitAreNotLetThrough() {
        over(0, alone(10));
        assertThat(over(9, new Commits(false, 20, OptionalLong.empty()))).isFalse();
        assertThat(over(9.5, alone(20))).isFalse();
    }
}
