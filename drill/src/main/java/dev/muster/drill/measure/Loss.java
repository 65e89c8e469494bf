package dev.muster.drill.measure;

import dev.muster.drill.client.LedgerEntry;
import dev.muster.drill.client.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What became of acknowledged orders: the outside ledger compared with the restored data.
///
/// Orders that were never acknowledged may be there or not; neither is a loss. Orders that the
/// ledger does not know are not ours and are not looked at, unless they claim a number that the
/// ledger has.
///
/// @param acknowledged how many were
/// @param lost acknowledged but not there, oldest acknowledgement first
/// @param lostInTheMiddle of those, the ones with a later order there that was sent only after they
///   were acknowledged: no state that ever was lacks just these
/// @param doubled numbers that are there more than once
/// @param outOfOrder numbers that stand after an order that was sent only after they were
///   acknowledged
/// @param wrong there, but not as they were sent
public record Loss(
        int acknowledged,
        List<LostOrder> lost,
        List<Long> lostInTheMiddle,
        List<Long> doubled,
        List<Long> outOfOrder,
        List<WrongOrder> wrong) {
    public Loss {
        lost = List.copyOf(lost);
        lostInTheMiddle = List.copyOf(lostInTheMiddle);
        doubled = List.copyOf(doubled);
        outOfOrder = List.copyOf(outOfOrder);
        wrong = List.copyOf(wrong);
    }

    /// @param acknowledgedAt when the application had said that it has it
    public record LostOrder(long order, Instant acknowledgedAt) {}

    /// @param found what stands under its number
    public record WrongOrder(Order sent, Order found) {}

    /// The measured RPO: how old the oldest lost order was at the moment of the loss; zero where
    /// nothing is lost.
    public Duration age(Instant lostAt) {
        return lost.stream()
                .map(order -> Duration.between(order.acknowledgedAt(), lostAt))
                .max(Comparator.naturalOrder())
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    /// Whether the data is what a recovery to one moment gives: at most a tail is missing.
    public boolean isWhole() {
        return lostInTheMiddle.isEmpty()
                && doubled.isEmpty()
                && outOfOrder.isEmpty()
                && wrong.isEmpty();
    }

    /// @param ledger of the outside client
    /// @param stored every order that the application has under numbers of the ledger; in any order
    public static Loss compare(Collection<LedgerEntry> ledger, Collection<StoredOrder> stored) {
        Map<Long, List<StoredOrder>> byNumber = new HashMap<>();
        for (StoredOrder order : stored) {
            byNumber.computeIfAbsent(order.order().number(), _ -> new ArrayList<>()).add(order);
        }
        return new Comparison(ledger, byNumber).result();
    }

    private record Comparison(Collection<LedgerEntry> ledger, Map<Long, List<StoredOrder>> stored) {
        Loss result() {
            List<LedgerEntry> acknowledged =
                    ledger.stream().filter(entry -> entry.acknowledgedAt().isPresent()).toList();
            List<LedgerEntry> lost =
                    acknowledged.stream()
                            .filter(entry -> !isThere(entry))
                            .sorted(Comparator.comparing(entry -> entry.acknowledgedAt().get()))
                            .toList();
            return new Loss(
                    acknowledged.size(),
                    lost.stream()
                            .map(entry ->
                                    new LostOrder(
                                            entry.order().number(), entry.acknowledgedAt().get()))
                            .toList(),
                    inTheMiddle(lost),
                    doubled(),
                    outOfOrder(),
                    wrong());
        }

        private boolean isThere(LedgerEntry entry) {
            return stored.containsKey(entry.order().number());
        }

        private List<Long> inTheMiddle(List<LedgerEntry> lost) {
            Optional<Instant> newest =
                    ledger.stream()
                            .filter(this::isThere)
                            .map(LedgerEntry::sentAt)
                            .max(Comparator.naturalOrder());
            return lost.stream()
                    .filter(entry ->
                            newest.filter(entry.acknowledgedAt().get()::isBefore).isPresent())
                    .map(entry -> entry.order().number())
                    .sorted()
                    .toList();
        }

        private List<Long> doubled() {
            return ledger.stream()
                    .map(entry -> entry.order().number())
                    .filter(number -> stored.getOrDefault(number, List.of()).size() > 1)
                    .sorted()
                    .toList();
        }

        /// Walks through what is there as it stands, and keeps the newest sending so far: who was
        /// acknowledged before that, stands too late.
        private List<Long> outOfOrder() {
            Map<Long, LedgerEntry> byPosition = new TreeMap<>();
            for (LedgerEntry entry : ledger) {
                stored.getOrDefault(entry.order().number(), List.of())
                        .forEach(order -> byPosition.put(order.position(), entry));
            }
            Instant newestSent = Instant.MIN;
            List<Long> late = new ArrayList<>();
            for (LedgerEntry entry : byPosition.values()) {
                if (entry.acknowledgedAt().filter(newestSent::isAfter).isPresent()) {
                    late.add(entry.order().number());
                }
                newestSent = entry.sentAt().isAfter(newestSent) ? entry.sentAt() : newestSent;
            }
            return late.stream().distinct().sorted().toList();
        }

        private List<WrongOrder> wrong() {
            List<WrongOrder> wrong = new ArrayList<>();
            for (LedgerEntry entry : ledger) {
                stored.getOrDefault(entry.order().number(), List.of()).stream()
                        .filter(found -> !found.order().equals(entry.order()))
                        .forEach(found -> wrong.add(new WrongOrder(entry.order(), found.order())));
            }
            return wrong;
        }
    }
}
