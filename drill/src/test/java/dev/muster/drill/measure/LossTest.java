package dev.muster.drill.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.drill.client.LedgerEntry;
import dev.muster.drill.client.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static Instant at(int millis) {
        return START.plusMillis(millis);
    }

    /// Sent at 10 × number ms, acknowledged 5 ms later.
    private static LedgerEntry acknowledged(int number) {
        return new LedgerEntry(Order.of(number), at(number * 10), Optional.of(at(number * 10 + 5)));
    }

    private static LedgerEntry unknown(int number) {
        return new LedgerEntry(Order.of(number), at(number * 10), Optional.empty());
    }

    private static StoredOrder stored(int number) {
        return new StoredOrder(Order.of(number), number);
    }

    @Test
    void nothingLostIsNothing() {
        Loss loss =
                Loss.compare(
                        List.of(acknowledged(1), acknowledged(2), unknown(3)),
                        List.of(stored(2), stored(1)));

        assertThat(loss.acknowledged()).isEqualTo(2);
        assertThat(loss.lost()).isEmpty();
        assertThat(loss.isWhole()).isTrue();
        assertThat(loss.age(at(1000))).isZero();
    }

    @Test
    void aLostTailIsMeasuredFromItsOldestAcknowledgement() {
        Loss loss =
                Loss.compare(
                        List.of(acknowledged(1), acknowledged(2), acknowledged(3)),
                        List.of(stored(1)));

        assertThat(loss.lost())
                .containsExactly(new Loss.LostOrder(2, at(25)), new Loss.LostOrder(3, at(35)));
        assertThat(loss.age(at(1025))).isEqualTo(Duration.ofMillis(1000));
        assertThat(loss.isWhole()).as("a tail is what a moment looks like").isTrue();
    }

    @Test
    void anUnknownOutcomeIsNeitherLossNorError() {
        List<LedgerEntry> ledger = List.of(acknowledged(1), unknown(2));

        assertThat(Loss.compare(ledger, List.of(stored(1))))
                .isEqualTo(Loss.compare(ledger, List.of(stored(1), stored(2))));
    }

    @Test
    void aHoleInTheMiddleIsNoMomentThatEverWas() {
        Loss loss =
                Loss.compare(
                        List.of(acknowledged(1), acknowledged(2), acknowledged(3)),
                        List.of(stored(1), stored(3)));

        assertThat(loss.lostInTheMiddle()).containsExactly(2L);
        assertThat(loss.isWhole()).isFalse();
    }

    @Test
    void aLaterOrderOfUnknownOutcomeAlsoShowsTheHole() {
        Loss loss = Loss.compare(List.of(acknowledged(1), unknown(2)), List.of(stored(2)));

        assertThat(loss.lostInTheMiddle()).containsExactly(1L);
    }

    @Test
    void ordersUnderWayAtTheSameTimeMayStandEitherWay() {
        LedgerEntry slow = new LedgerEntry(Order.of(1), at(0), Optional.of(at(100)));
        LedgerEntry quick = new LedgerEntry(Order.of(2), at(50), Optional.of(at(60)));

        Loss loss =
                Loss.compare(
                        List.of(slow, quick),
                        List.of(
                                new StoredOrder(Order.of(1), 20),
                                new StoredOrder(Order.of(2), 10)));

        assertThat(loss.outOfOrder()).isEmpty();
        assertThat(Loss.compare(List.of(slow, quick), List.of(stored(2))).lostInTheMiddle())
                .isEmpty();
    }

    @Test
    void doubledWrongAndMisplacedOrdersAreFound() {
        Order changed = new Order(3, 1, 1, 99);
        Loss loss =
                Loss.compare(
                        List.of(acknowledged(1), acknowledged(2), acknowledged(3), acknowledged(4)),
                        List.of(
                                stored(1),
                                stored(2),
                                new StoredOrder(Order.of(2), 9),
                                new StoredOrder(changed, 10),
                                new StoredOrder(Order.of(4), 3)));

        assertThat(loss.doubled()).containsExactly(2L);
        assertThat(loss.wrong()).containsExactly(new Loss.WrongOrder(Order.of(3), changed));
        assertThat(loss.outOfOrder()).containsExactly(2L, 3L);
        assertThat(loss.isWhole()).isFalse();
    }

    @Test
    void ordersOfOthersAreNotOurs() {
        assertThat(Loss.compare(List.of(acknowledged(1)), List.of(stored(1), stored(77))))
                .isEqualTo(Loss.compare(List.of(acknowledged(1)), List.of(stored(1))));
    }

    /// A history with one writer and retries is cut at a moment: exactly what was acknowledged and
    /// came after the cut is lost, and everything else is as it should be.
    @Test
    void everyCutOfEveryHistoryIsMeasuredExactly() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<LedgerEntry> ledger = new ArrayList<>();
            List<StoredOrder> committed = new ArrayList<>();
            List<Instant> commits = new ArrayList<>();
            int now = 0;
            int count = random.nextInt(40);
            for (int number = 1; number <= count; number++) {
                int sent = now;
                int commit = sent + 1 + random.nextInt(20);
                now = commit + random.nextInt(20);
                Optional<Instant> acknowledged =
                        random.nextInt(10) == 0 ? Optional.empty() : Optional.of(at(now));
                ledger.add(new LedgerEntry(Order.of(number), at(sent), acknowledged));
                committed.add(stored(number));
                commits.add(at(commit));
            }
            int cut = random.nextInt(count + 1);
            List<StoredOrder> kept = new ArrayList<>(committed.subList(0, cut));
            Collections.shuffle(kept, random);
            Instant end = at(now);

            Loss loss = Loss.compare(ledger, kept);

            List<LedgerEntry> gone =
                    ledger.subList(cut, count).stream()
                            .filter(entry -> entry.acknowledgedAt().isPresent())
                            .toList();
            assertThat(loss.lost())
                    .as("seed %s", seed)
                    .extracting(Loss.LostOrder::order)
                    .containsExactlyElementsOf(
                            gone.stream().map(entry -> entry.order().number()).toList());
            assertThat(loss.isWhole()).as("seed %s", seed).isTrue();
            assertThat(loss.age(end))
                    .as("seed %s", seed)
                    .isEqualTo(
                            gone.isEmpty()
                                    ? Duration.ZERO
                                    : Duration.between(
                                            gone.getFirst().acknowledgedAt().get(), end));
            assertThat(commits).hasSize(count);
        }
    }
}
