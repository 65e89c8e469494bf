package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.check.Prediction.Objective;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.ScenarioId;
import dev.muster.plan.Term;
import dev.muster.strategy.testing.RandomSystem;
import dev.muster.strategy.testing.RandomSystem.Log;
import dev.muster.strategy.testing.RandomSystem.Part;
import dev.muster.strategy.testing.RandomSystem.Sort;
import dev.muster.strategy.testing.RandomSystem.Watch;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// RPO, RTO and the chain of random systems against an obvious computation of the same, which knows
/// the system's values and not its text, and tries every way through the recovery.
class FeasibilityTest {
    private static final int SYSTEMS =
            System.getProperty("muster.soak", "").equals("all") ? 10_000 : 3_000;

    @Test
    void objectivesOfRandomSystemsAreWhatBruteForceComputes() {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        int predictions = 0;
        for (int i = 0; i < SYSTEMS; i++) {
            Random random = new Random(seed + i);
            RandomSystem system = RandomSystem.of(random);
            try {
                predictions += new Obvious(system, random).compare();
            } catch (Throwable failed) {
                throw new AssertionError(
                        "-Dmuster.seed=" + (seed + i) + "\n" + system.text(), failed);
            }
        }
        assertThat(predictions).isGreaterThan(SYSTEMS);
    }

    /// One system, computed the long way.
    private static final class Obvious {
        private final RandomSystem system;
        private final Map<String, Part> parts = new HashMap<>();
        private final Map<String, Duration> times = new HashMap<>();
        private final Map<String, Duration> lags = new HashMap<>();
        private final Map<String, Duration> took = new HashMap<>();

        Obvious(RandomSystem system, Random random) {
            this.system = system;
            for (Part part : system.parts()) {
                parts.put(part.name(), part);
                verbs(part)
                        .forEach(verb ->
                                times.put(part.name() + "-" + verb, RandomSystem.time(random)));
                if (random.nextBoolean()) {
                    lags.put(part.name(), RandomSystem.time(random));
                }
                if (random.nextBoolean()) {
                    took.put(part.name(), RandomSystem.time(random));
                }
            }
            system.approval().ifPresent(within -> times.put("approval", within));
        }

        int compare() {
            List<Prediction> found =
                    Predictions.of(Shop.strategy(system.text()), new ScenarioId("loss"), facts());
            int expected = 0;
            for (int number : system.file()) {
                Part part = system.parts().get(number);
                if (affected(part)) {
                    expected += loss(part, find(found, part, Objective.RPO));
                    expected += downtime(part, find(found, part, Objective.RTO));
                }
            }
            assertThat(found).hasSize(expected);
            return expected;
        }

        private static Optional<Prediction> find(
                List<Prediction> found, Part part, Objective objective) {
            List<Prediction> fitting =
                    found.stream()
                            .filter(it -> it.component().value().equals(part.name()))
                            .filter(it -> it.objective() == objective)
                            .toList();
            assertThat(fitting).hasSizeLessThan(2);
            return fitting.stream().findFirst();
        }

        private static List<String> verbs(Part part) {
            return switch (part.sort()) {
                case DATABASE -> List.of("fence", "restore", "start", "verify");
                case SERVICE -> List.of("deploy");
                case DOOR -> List.of("route", "confirm");
                case LEDGER -> List.of("perform");
            };
        }

        private Facts facts() {
            List<StepTime> measured = new ArrayList<>();
            Map<ComponentId, ProtectionState> states = new HashMap<>();
            for (Part part : system.parts()) {
                ComponentId id = new ComponentId(part.name());
                for (String verb : verbs(part)) {
                    measured.add(new StepTime(id, verb, times.get(part.name() + "-" + verb), 1));
                }
                states.put(
                        id,
                        new ProtectionState(
                                Optional.ofNullable(took.get(part.name()))
                                        .map(time -> point(id, time)),
                                Optional.empty(),
                                Optional.ofNullable(lags.get(part.name())),
                                Optional.empty()));
            }
            return new Facts(Instant.EPOCH, measured, states);
        }

        private static RecoveryPoint point(ComponentId id, Duration took) {
            Instant start = Instant.EPOCH;
            LogPosition from = new LogPosition("1", 0);
            return new RecoveryPoint(
                    "1",
                    id,
                    start,
                    start.plus(took),
                    start.plus(took),
                    from,
                    from,
                    ByteSize.ZERO,
                    ByteSize.ZERO);
        }

        private boolean affected(Part part) {
            boolean lost =
                    system.lost()
                            .map(name -> name.equals(part.name()))
                            .orElse(part.region().equals("a"));
            return lost
                    || (part.region().isEmpty()
                            && part.needs().stream().map(parts::get).anyMatch(this::affected));
        }

        /// @return 1 where there is a loss to be told
        private int loss(Part part, Optional<Prediction> found) {
            boolean data = part.sort() == Sort.DATABASE || part.sort() == Sort.LEDGER;
            assertThat(found.isPresent()).as(part.name()).isEqualTo(data);
            if (data) {
                assertThat(found.get().predicted()).as(part.name()).isEqualTo(loss(part));
                assertThat(found.get().asked()).isEqualTo(part.rpo());
                assertThat(found.get().met()).isEqualTo(met(part.rpo(), loss(part)));
            }
            return data ? 1 : 0;
        }

        private static boolean met(Optional<Duration> asked, Optional<Duration> predicted) {
            return asked.isEmpty()
                    || (predicted.isPresent() && predicted.get().compareTo(asked.get()) <= 0);
        }

        /// Empty where everything is lost.
        private Optional<Duration> loss(Part part) {
            boolean regionLost = system.lost().isEmpty();
            if (part.sort() == Sort.LEDGER) {
                return part.loses();
            }
            if (part.protect().isEmpty() || (regionLost && system.vault().equals(Set.of("a")))) {
                return Optional.empty();
            }
            Duration backup = took.getOrDefault(part.name(), Duration.ofMinutes(10));
            Duration backups = part.protect().get().gap().plus(backup);
            if (part.protect().get().log().isEmpty()) {
                return Optional.of(backups);
            }
            Log log = part.protect().get().log().get();
            if (regionLost && !log.region()) {
                return Optional.of(backups);
            }
            boolean receiverLost = regionLost && log.receiver().equals("a");
            if (log.synchronous() && !receiverLost) {
                return Optional.of(Duration.ZERO);
            }
            Duration lag =
                    receiverLost
                            ? Duration.ofSeconds(1)
                            : lags.getOrDefault(part.name(), Duration.ofSeconds(1));
            return Optional.of(log.every().orElse(Duration.ZERO).plus(lag));
        }

        /// @return 1 where there is a downtime to be told
        private int downtime(Part part, Optional<Prediction> found) {
            assertThat(found).as(part.name()).isPresent();
            String last = part.name() + "-" + verbs(part).getLast();
            List<List<String>> ways = ways(last);
            Duration longest = ways.stream().map(this::sum).max(Duration::compareTo).orElseThrow();
            Set<List<String>> longestWays =
                    ways.stream()
                            .filter(way -> sum(way).equals(longest))
                            .collect(Collectors.toSet());
            assertThat(found.get().predicted())
                    .as(part.name())
                    .contains(longest.plus(detection()).plus(decision()));
            assertThat(found.get().asked()).isEqualTo(part.rto());
            assertThat(found.get().met()).isEqualTo(met(part.rto(), found.get().predicted()));
            List<String> chain = found.get().terms().stream().map(Term::name).toList();
            int steps = (int) chain.stream().filter(times::containsKey).count();
            assertThat(longestWays).contains(chain.subList(chain.size() - steps, chain.size()));
            return 1;
        }

        private Duration sum(List<String> way) {
            return way.stream().map(times::get).reduce(Duration.ZERO, Duration::plus);
        }

        /// Every way from a beginning to a step.
        private List<List<String>> ways(String step) {
            List<List<String>> ways = new ArrayList<>();
            for (String before : before(step)) {
                ways(before).forEach(way -> ways.add(new ArrayList<>(way)));
            }
            if (ways.isEmpty()) {
                ways.add(new ArrayList<>());
            }
            ways.forEach(way -> way.add(step));
            return ways;
        }

        private List<String> before(String step) {
            if (step.equals("approval")) {
                return List.of();
            }
            String name = step.substring(0, step.indexOf('-'));
            String verb = step.substring(step.indexOf('-') + 1);
            List<String> before =
                    new ArrayList<>(
                            switch (verb) {
                                case "restore" -> List.of(name + "-fence");
                                case "start" -> List.of(name + "-restore");
                                case "verify" -> List.of(name + "-start");
                                case "confirm" -> List.of(name + "-route");
                                default -> List.of();
                            });
            boolean first = Set.of("restore", "deploy", "route", "perform").contains(verb);
            if (first) {
                parts.get(name).needs().forEach(need -> before.addAll(lastOf(parts.get(need))));
            }
            if (before.isEmpty() && system.approval().isPresent()) {
                before.add("approval");
            }
            return before;
        }

        /// Also through what stays where it is.
        private Set<String> lastOf(Part part) {
            if (affected(part)) {
                return Set.of(part.name() + "-" + verbs(part).getLast());
            }
            return part.needs().stream()
                    .flatMap(need -> lastOf(parts.get(need)).stream())
                    .collect(Collectors.toSet());
        }

        private Duration detection() {
            if (system.watch().isEmpty()) {
                return Duration.ofMinutes(10);
            }
            Watch watch = system.watch().get();
            long eyes =
                    watch.from().stream()
                            .filter(region -> system.lost().isPresent() || !region.equals("a"))
                            .count();
            return eyes >= watch.agree()
                    ? watch.every().plus(watch.timeout()).plus(watch.hold())
                    : Duration.ofMinutes(10);
        }

        private Duration decision() {
            String then = system.watch().map(Watch::then).orElse("tell");
            return switch (then) {
                case "start" -> Duration.ZERO;
                case "approve" ->
                        system.approval().isPresent() ? Duration.ZERO : Duration.ofMinutes(5);
                default -> Duration.ofMinutes(15);
            };
        }
    }
}
