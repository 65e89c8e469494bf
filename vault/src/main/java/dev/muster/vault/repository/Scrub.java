package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.RegionId;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.repository.CheckReport.Sort;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a part of what all copies hold, so that damage is found while another copy is whole.
///
/// What is listed, and every small object, is looked at each time; packs, log and index go round by
/// name, as far as the budget reaches.
public final class Scrub {
    private final VaultCheck check;

    Scrub(VaultCheck check) {
        this.check = check;
    }

    /// How much of each copy to read.
    public sealed interface Budget {
        record All() implements Budget {}

        record Bytes(ByteSize size) implements Budget {}

        /// One of so many parts.
        record Part(int of) implements Budget {
            public Part {
                if (of < 1) {
                    throw new IllegalArgumentException("1 part or more, not " + of);
                }
            }
        }
    }

    /// @param after by region, the name after which to go on; empty begins a round
    public record Order(Budget budget, Map<RegionId, String> after) {
        public static final Order ALL = new Order(new Budget.All(), Map.of());

        public Order {
            after = Map.copyOf(after);
        }
    }

    /// Hears how far a scrub is.
    public interface Progress {
        Progress SILENT =
                new Progress() {
                    @Override
                    public void total(long bytes) {}

                    @Override
                    public void advance(long bytes) {}
                };

        void total(long bytes);

        void advance(long bytes);
    }

    /// @param read bytes of large objects that were read
    /// @param after where the next one goes on
    /// @param whole the copies of which every object was read this time
    public record Report(
            CheckReport found, ByteSize read, Map<RegionId, String> after, Set<RegionId> whole) {
        public Report {
            after = Map.copyOf(after);
            whole = Set.copyOf(whole);
        }
    }

    public Report scrub(Order order, Progress progress) {
        Inventory inventory = check.inventory();
        Map<Copy, Set<String>> picked = new LinkedHashMap<>();
        Map<RegionId, String> next = new LinkedHashMap<>(order.after());
        Set<RegionId> whole = new HashSet<>();
        long bytes = 0;
        for (Copy copy : inventory.answering()) {
            List<StoredObject> round = round(inventory, copy, order);
            List<StoredObject> due = within(round, order.budget());
            picked.put(copy, new HashSet<>(due.stream().map(StoredObject::name).toList()));
            bytes += due.stream().mapToLong(StoredObject::bytes).sum();
            if (due.size() == round.size()) {
                whole.add(copy.region());
            }
            if (!due.isEmpty()) {
                next.put(copy.region(), due.getLast().name());
            }
        }
        progress.total(bytes);
        CheckReport found =
                check.check(
                        (copy, object) -> {
                            boolean due =
                                    picked.getOrDefault(copy, Set.of()).contains(object.name());
                            progress.advance(due ? object.bytes() : 0);
                            return due;
                        },
                        inventory);
        return new Report(withLacking(found, inventory), new ByteSize(bytes), next, whole);
    }

    /// The large objects of a copy, from where the last scrub ended once around.
    private static List<StoredObject> round(Inventory inventory, Copy copy, Order order) {
        String after = order.after().getOrDefault(copy.region(), "");
        List<StoredObject> first = new ArrayList<>();
        List<StoredObject> second = new ArrayList<>();
        for (StoredObject object : inventory.objects(copy)) {
            if (VaultCheck.isLarge(object.name())) {
                (object.name().compareTo(after) > 0 ? first : second).add(object);
            }
        }
        first.addAll(second);
        return first;
    }

    /// At least one, however large: else a budget below the largest object would never pass it.
    private static List<StoredObject> within(List<StoredObject> round, Budget budget) {
        long all = round.stream().mapToLong(StoredObject::bytes).sum();
        long left =
                switch (budget) {
                    case Budget.All _ -> all;
                    case Budget.Bytes bytes -> bytes.size().bytes();
                    case Budget.Part part -> Math.ceilDiv(all, part.of());
                };
        int count = 0;
        while (count < round.size() && left > 0) {
            left -= round.get(count++).bytes();
        }
        return round.subList(0, count);
    }

    static CheckReport withLacking(CheckReport found, Inventory inventory) {
        List<Problem> problems = new ArrayList<>(found.problems());
        Set<String> known = new HashSet<>();
        problems.forEach(problem -> known.add(problem.region() + " " + problem.name()));
        for (Copy copy : inventory.answering()) {
            for (Inventory.Owed owed : inventory.owed(copy, "")) {
                if (!known.contains(copy.region() + " " + owed.key())) {
                    problems.add(
                            new Problem(
                                    copy.region(),
                                    Sort.LACKING,
                                    owed.key(),
                                    "another copy holds " + owed.key()));
                }
            }
        }
        return new CheckReport(found.objects(), found.read(), problems);
    }

    /// Mends what was found from copies that hold it whole. What needs something else comes after
    /// it: a commit after its packs.
    ///
    /// @return what is left
    public List<Problem> repair(CheckReport report) {
        List<Problem> sorted = new ArrayList<>(report.problems());
        sorted.sort(java.util.Comparator.comparingInt(Scrub::rank));
        List<Problem> left = check.repair(new CheckReport(report.objects(), report.read(), sorted));
        boolean attached =
                report.problems().stream().anyMatch(it -> it.sort() == Sort.UNREACHABLE)
                        && left.stream().noneMatch(it -> it.sort() == Sort.UNREACHABLE);
        // a copy that answers again was not looked at yet
        return attached ? repair(scrub(Order.ALL, Progress.SILENT).found()) : left;
    }

    private static int rank(Problem problem) {
        if (problem.sort() == Sort.UNREACHABLE) {
            return 0;
        }
        if (problem.name().startsWith("keys/")) {
            return 1;
        }
        return problem.name().startsWith(CommitNames.PREFIX) ? 3 : 2;
    }
}
