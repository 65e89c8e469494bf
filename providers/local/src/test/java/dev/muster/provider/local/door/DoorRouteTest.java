package dev.muster.provider.local.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Address;
import dev.muster.model.RegionId;
import dev.muster.provider.local.door.DoorRoute.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoorRouteTest {
    private static final RegionId WEST = new RegionId("west");
    private static final RegionId EAST = new RegionId("east");
    private static final Address A = new Address("127.0.0.1", 1111);
    private static final Address B = new Address("::1", 2222);

    private static DoorOrder order(RegionId region, Address backend, long epoch, long ifVersion) {
        return new DoorOrder(region, backend, Optional.of(epoch), Optional.of(ifVersion));
    }

    @Test
    void theFirstOrderIsTaken() {
        assertThat(DoorRoute.first(order(WEST, A, 4, 0)))
                .isEqualTo(new Decision.Switch(new DoorRoute(WEST, A, 4, 1), true));
    }

    @Test
    void aLowerEpochIsFencedWhateverItAsks() {
        DoorRoute now = new DoorRoute(EAST, B, 5, 9);

        assertThat(now.decide(order(WEST, A, 4, 9))).isEqualTo(new Decision.Fenced(5));
        assertThat(now.decide(order(EAST, B, 4, 9))).isEqualTo(new Decision.Fenced(5));
    }

    @Test
    void theSameOrderAgainChangesNothingWhateverVersionItKnows() {
        DoorRoute now = new DoorRoute(EAST, B, 5, 9);

        assertThat(now.decide(order(EAST, B, 5, 3))).isEqualTo(new Decision.AlreadySo(now));
    }

    @Test
    void anOrderThatWasFrozenOnItsWayIsStale() {
        DoorRoute now = new DoorRoute(EAST, B, 5, 9);

        assertThat(now.decide(order(WEST, A, 5, 8))).isEqualTo(new Decision.Stale(9));
    }

    @Test
    void aHigherEpochOnTheSameRouteLeavesConnectionsAlone() {
        DoorRoute now = new DoorRoute(EAST, B, 5, 9);

        assertThat(now.decide(order(EAST, B, 6, 9)))
                .isEqualTo(new Decision.Switch(new DoorRoute(EAST, B, 6, 10), false));
    }

    @Test
    void aPersonNeedsNoEpoch() {
        DoorRoute now = new DoorRoute(EAST, B, 5, 9);
        DoorOrder byHand = DoorOrder.parse("region=west&backend=127.0.0.1:1111");

        assertThat(now.decide(byHand))
                .isEqualTo(new Decision.Switch(new DoorRoute(WEST, A, 5, 10), true));
    }

    @Test
    void epochsNeverFallAndVersionsCountEveryChange() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        DoorRoute now = new DoorRoute(WEST, A, 1, 1);
        for (int i = 0; i < 2000; i++) {
            DoorOrder order =
                    order(
                            random.nextBoolean() ? WEST : EAST,
                            random.nextBoolean() ? A : B,
                            Math.max(1, now.epoch() + random.nextInt(4) - 2),
                            now.version() + random.nextInt(3) - 1);
            DoorRoute before = now;
            switch (now.decide(order)) {
                case Decision.Switch change -> {
                    now = change.route();
                    assertThat(now.version()).as("seed %s", seed).isEqualTo(before.version() + 1);
                    assertThat(now.epoch()).isGreaterThanOrEqualTo(before.epoch());
                    assertThat(now.decide(order)).isEqualTo(new Decision.AlreadySo(now));
                }
                case Decision.AlreadySo same -> assertThat(same.route()).isEqualTo(before);
                case Decision.Fenced _ ->
                        assertThat(order.epoch().orElseThrow()).isLessThan(before.epoch());
                case Decision.Stale _ ->
                        assertThat(order.ifVersion().orElseThrow()).isNotEqualTo(before.version());
            }
        }
        assertThat(now.version()).as("seed %s", seed).isGreaterThan(1);
    }

    @Test
    void textsAreReadAsTheyWereWritten() {
        DoorRoute route = new DoorRoute(EAST, B, 5, 9);
        DoorOrder order = order(WEST, B, 5, 9);

        assertThat(DoorRoute.parse(route.text())).isEqualTo(route);
        assertThat(DoorOrder.parse(order.text())).isEqualTo(order);
    }

    @Test
    void noPieceOfARouteIsTakenForAWholeOne() {
        String text = new DoorRoute(EAST, B, 15, 19).text();
        for (int end = 0; end < text.length(); end++) {
            String piece = text.substring(0, end);
            assertThatThrownBy(() -> DoorRoute.parse(piece))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsNoOrderIsRefused() {
        for (String text :
                List.of(
                        "",
                        "region=EAST&backend=h:1",
                        "region=east",
                        "region=east&backend=h",
                        "region=east&backend=h:0",
                        "region=east&backend=h:99999",
                        "region=east&backend=h:1&epoch=x",
                        "region=east&region=west&backend=h:1",
                        "region=east&backend=h:1&epoch=99999999999999999999",
                        "region=%zz&backend=h:1")) {
            assertThatThrownBy(() -> DoorOrder.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
