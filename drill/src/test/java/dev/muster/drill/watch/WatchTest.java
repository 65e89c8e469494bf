package dev.muster.drill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final ProbeId DOWN = new ProbeId("till-down");
    private static final ProbeId SLOW = new ProbeId("till-slow");
    private static final RegionId EAST = new RegionId("east");
    private static final RegionId SOUTH = new RegionId("south");
    private static final HoldDown RULE =
            new HoldDown(Duration.ofSeconds(3), 1, Duration.ofSeconds(2));

    private Watch watch = new Watch(RULE);

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private Optional<Watch.Fired> bad(ProbeId probe, RegionId place, long asked) {
        return see(new Sighting(probe, place, ms(asked), ms(asked + 1), false));
    }

    private Optional<Watch.Fired> good(ProbeId probe, RegionId place, long asked) {
        return see(new Sighting(probe, place, ms(asked), ms(asked + 1), true));
    }

    private Optional<Watch.Fired> see(Sighting sighting) {
        Watch.Seen seen = watch.see(sighting);
        watch = seen.watch();
        return seen.fired();
    }

    @Test
    void itFiresWhenTheHoldDownIsOverAndNotBefore() {
        for (long asked = 0; asked < 2999; asked += 500) {
            assertThat(bad(DOWN, EAST, asked)).isEmpty();
        }
        assertThat(bad(DOWN, EAST, 3000)).contains(new Watch.Fired(DOWN, ms(0), ms(3001), 7, 1));
    }

    @Test
    void oneGoodAnswerBeginsItAllAgain() {
        for (long asked = 0; asked < 2900; asked += 500) {
            bad(DOWN, EAST, asked);
        }
        good(DOWN, EAST, 2950);
        assertThat(bad(DOWN, EAST, 3100)).isEmpty();
        assertThat(bad(DOWN, EAST, 5000)).isEmpty();
        assertThat(bad(DOWN, EAST, 6100)).isPresent();
    }

    @Test
    void itFiresOnceUntilTheProbeIsGoodAgain() {
        bad(DOWN, EAST, 0);
        bad(DOWN, EAST, 1500);
        assertThat(bad(DOWN, EAST, 3000)).isPresent();
        assertThat(bad(DOWN, EAST, 4500)).isEmpty();
        good(DOWN, EAST, 5000);
        bad(DOWN, EAST, 5500);
        bad(DOWN, EAST, 7000);
        assertThat(bad(DOWN, EAST, 8600)).isPresent();
    }

    @Test
    void whoSleptCannotSayThatItFailedAllTheTime() {
        bad(DOWN, EAST, 0);
        assertThat(bad(DOWN, EAST, 60_000)).isEmpty();
        assertThat(bad(DOWN, EAST, 61_500)).isEmpty();
        assertThat(bad(DOWN, EAST, 63_000)).isPresent();
    }

    @Test
    void aHangingAnswerCountsFromWhenItWasAsked() {
        see(new Sighting(DOWN, EAST, ms(0), ms(2000), false));

        assertThat(see(new Sighting(DOWN, EAST, ms(2000), ms(4000), false)))
                .map(Watch.Fired::since)
                .contains(ms(0));
    }

    @Test
    void severalPlacesMustAgree() {
        watch = new Watch(new HoldDown(Duration.ofSeconds(3), 2, Duration.ofSeconds(2)));
        for (long asked = 0; asked < 6000; asked += 500) {
            assertThat(bad(DOWN, EAST, asked)).isEmpty();
            if (asked >= 2000) {
                Optional<Watch.Fired> second = bad(DOWN, SOUTH, asked + 100);
                assertThat(second.isPresent()).isEqualTo(asked == 5000);
                if (second.isPresent()) {
                    assertThat(second.get().places()).isEqualTo(2);
                    return;
                }
            }
        }
        assertThat(watch.fired()).as("it never fired").isNotEmpty();
    }

    @Test
    void aPlaceThatWentSilentDoesNotAgree() {
        watch = new Watch(new HoldDown(Duration.ofSeconds(3), 2, Duration.ofSeconds(2)));
        for (long asked = 0; asked <= 3500; asked += 500) {
            bad(DOWN, SOUTH, asked);
        }
        for (long asked = 3000; asked < 9000; asked += 500) {
            assertThat(bad(DOWN, EAST, asked)).isEmpty();
        }
    }

    @Test
    void probesDoNotHelpEachOther() {
        for (long asked = 0; asked < 2900; asked += 500) {
            bad(DOWN, EAST, asked);
            good(SLOW, EAST, asked + 1);
        }
        assertThat(bad(SLOW, EAST, 3001)).isEmpty();
        assertThat(bad(DOWN, EAST, 3002)).map(Watch.Fired::probe).contains(DOWN);
    }

    /// Against a plain look at the whole history.
    @Test
    void itFiresExactlyWhenTheHistorySaysSo() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            watch = new Watch(RULE);
            List<Sighting> history = new ArrayList<>();
            boolean firedBefore = false;
            long now = 0;
            for (int i = 0; i < 60; i++) {
                now += random.nextInt(20) == 0 ? 2500 : 100 + random.nextInt(900);
                boolean good = random.nextInt(12) == 0;
                Sighting sighting = new Sighting(DOWN, EAST, ms(now), ms(now), good);
                history.add(sighting);
                firedBefore &= !good;
                boolean expected = !firedBefore && failedLongEnough(history);
                assertThat(see(sighting).isPresent()).as("seed %s", seed).isEqualTo(expected);
                firedBefore |= expected;
            }
        }
    }

    private static boolean failedLongEnough(List<Sighting> history) {
        Sighting last = history.getLast();
        Duration since = last.asked();
        Duration next = last.asked();
        for (Sighting sighting : history.reversed()) {
            if (sighting.good() || next.minus(sighting.answered()).compareTo(ms(2000)) > 0) {
                break;
            }
            since = sighting.asked();
            next = sighting.asked();
        }
        return !last.good() && last.answered().minus(since).compareTo(ms(3000)) >= 0;
    }
}
