package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.keep.KeepRule;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.Turns;
import dev.muster.vault.store.WriteRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten writers, two janitors, two who repack and one who copies, all at once, each killed or put to
/// sleep between any two requests, for longer than all patience, while clocks jump by days.
///
/// `-Dmuster.soak=vault` does it many times; `-Dmuster.seed=N` repeats.
class SleepersTest {
    private static final boolean SOAK =
            Set.of("vault", "all").contains(System.getProperty("muster.soak", ""));
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime() & 0xffff);
    private static final int ROUNDS = SOAK ? 300 : 9;
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    @TempDir Path folder;

    /// Few contents, so that writers find each other's, and what is just being deleted.
    private static Map<String, TestFile> files(int number) {
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("same", TestFile.pages(new Random(99), 2 * 8192));
        files.put("own", TestFile.plain(new Random(number), 4000));
        return files;
    }

    @Test
    void whateverSleepsAndWakesAllThatWasAcknowledgedRestores() {
        World base = new World(folder.resolve("keys"), SEED, 0);
        try (Vault vault = base.open()) {
            new KeyCare(vault, base.keys, "test").addMaintainer();
        }
        for (int i = 0; i < 4; i++) {
            base.timing.advance(Duration.ofDays(1));
            base.backup(files(i));
        }
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + 1000L * round;
            try {
                new Round(base.fork(), new Random(seed), round % 3 == 0).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("round " + round + " of seed " + SEED, e);
            }
        }
    }

    private static final class Round {
        private final World world;
        private final Random random;
        private final boolean keepAll;
        private final Turns turns;
        private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

        Round(World world, Random random, boolean keepAll) {
            this.world = world;
            this.random = random;
            this.keepAll = keepAll;
            this.turns = new Turns(random);
        }

        void run() {
            try (Vault vault = world.open()) {
                List<RecoveryPoint> points = vault.points(World.ORDERS).points();
                for (int i = 0; i < points.size(); i++) {
                    acknowledged.put(points.get(i).id(), i);
                }
            }
            for (int i = 0; i < 10; i++) {
                int number = 1 + random.nextInt(keepAll ? 6 : 3);
                boolean one = i % 3 == 0;
                Turns.Actor writer = turns.actor(self -> write(self, number, one));
                if (random.nextBoolean()) {
                    // all that it needs was found there, and only the commit is left
                    writer.sleepBefore(name -> name.endsWith("/number"));
                }
            }
            for (int i = 0; i < 2; i++) {
                turns.actor(this::prune);
            }
            turns.actor(self -> attempt(self, vault -> vault.care().catchUp()));
            for (int i = 0; i < 2; i++) {
                turns.actor(this::repack);
            }
            play();
            settle();
        }

        private PruneRules rules() {
            return keepAll
                    ? new PruneRules(Map.of(), PruneRules.PATIENCE, Set.of())
                    : new PruneRules(
                            Map.of(World.ORDERS, new KeepRule(Optional.empty(), 1, 0, 0, 0, 0)),
                            PruneRules.PATIENCE,
                            Set.of());
        }

        private interface Doing {
            void with(Vault vault);
        }

        private void attempt(Turns.Actor self, Doing doing) {
            try (Vault vault =
                    Vault.open(
                            World.copies(self.sees(world.north), self.sees(world.south)),
                            world.ports())) {
                doing.with(vault);
            } catch (MusterException failed) {
                // killed, or given up while it slept: it acknowledged nothing
                assertThat(failed).hasMessageNotContaining("null");
            }
        }

        private void write(Turns.Actor self, int number, boolean one) {
            attempt(
                    self,
                    vault -> {
                        RecoveryPoint point =
                                world.backup(vault, files(number), one ? WriteRule.ANY : BOTH);
                        acknowledged.put(point.id(), number);
                    });
        }

        private void prune(Turns.Actor self) {
            for (int i = 0; i < 5; i++) {
                attempt(self, vault -> vault.janitor().prune(rules()));
            }
        }

        private void repack(Turns.Actor self) {
            for (int i = 0; i < 3; i++) {
                attempt(
                        self,
                        vault ->
                                vault.repack(world.keys.maintainer()).run(new RepackRules(100, 2)));
            }
        }

        private void play() {
            int steps = 0;
            while (!turns.running().isEmpty()) {
                if (!turns.step()) {
                    turns.running().forEach(Turns.Actor::wake);
                }
                if (++steps > 200_000) {
                    throw new AssertionError("no end");
                }
                if (random.nextInt(40) == 0) {
                    disturb();
                }
            }
        }

        private void disturb() {
            List<Turns.Actor> running = turns.running();
            if (running.isEmpty()) {
                return;
            }
            Turns.Actor actor = running.get(random.nextInt(running.size()));
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (random.nextInt(4) == 0) {
                        actor.kill();
                    }
                }
                case 1, 2 -> actor.sleep();
                case 3 -> actor.wake();
                case 4 -> world.timing.advance(Duration.ofHours(random.nextInt(300)));
                default -> world.timing.advance(Duration.ofHours(-random.nextInt(30)));
            }
        }

        /// All are over: what they left is cleaned up, and then looked at.
        private void settle() {
            try (Vault vault = world.open()) {
                world.timing.advance(Duration.ofDays(400));
                vault.janitor().prune(rules());
                assertThat(vault.care().catchUp().problems()).isEmpty();
                vault.janitor().prune(rules());
            }
            for (Copy copy : world.copies()) {
                try (Vault alone = Vault.open(List.of(copy), world.ports())) {
                    verify(alone);
                }
            }
        }

        private void verify(Vault vault) {
            RecoveryPoints found = vault.points(World.ORDERS);
            assertThat(found.unreadable()).isEmpty();
            List<String> ids = found.points().stream().map(RecoveryPoint::id).toList();
            if (keepAll) {
                assertThat(ids).containsAll(acknowledged.keySet());
            } else {
                assertThat(ids).isNotEmpty();
            }
            for (RecoveryPoint point : found.points()) {
                restores(vault, point);
            }
            assertThat(vault.checking().check(1).problems())
                    .filteredOn(it -> it.sort() != CheckReport.Sort.BROKEN_CHAIN)
                    .isEmpty();
        }

        /// Of one that nobody acknowledged only its own files are known: one of the few contents.
        private void restores(Vault vault, RecoveryPoint point) {
            Integer number = acknowledged.get(point.id());
            byte[] own =
                    vault.snapshot(World.ORDERS, point.id(), world.keys.archive())
                            .file("own")
                            .orElseThrow();
            if (number != null) {
                world.assertReads(vault, point, files(number));
            } else {
                assertThat(own).hasSize(4000);
            }
        }
    }
}
