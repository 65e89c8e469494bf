package dev.muster.vault.store;

import dev.muster.vault.VaultErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/// Runs several processes of a test one request at a time, in an order that a seed decides: any of
/// them may be killed, or sleep for as long as the test likes, between any two requests.
public final class Turns {
    private final Random random;
    private final Semaphore idle = new Semaphore(0);
    private final List<Actor> actors = new ArrayList<>();

    public Turns(Random random) {
        this.random = random;
    }

    /// One process. Its work runs on a thread of its own, but only when it is its turn.
    public final class Actor {
        private final Semaphore go = new Semaphore(0);
        private final Thread thread;
        private volatile boolean ended;
        private volatile boolean dead;
        private boolean asleep;
        private Predicate<String> drowsy = name -> false;

        private Actor(Runnable work) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .unstarted(() -> {
                                go.acquireUninterruptibly();
                                try {
                                    work.run();
                                } finally {
                                    ended = true;
                                    idle.release();
                                }
                            });
        }

        private void await() {
            if (!dead) {
                idle.release();
                go.acquireUninterruptibly();
            }
            if (dead) {
                throw VaultErrors.UNREACHABLE.error("the process was killed", "");
            }
        }

        public boolean isAsleep() {
            return asleep;
        }

        public void sleep() {
            asleep = true;
        }

        public void wake() {
            asleep = false;
        }

        /// Falls asleep by itself before it puts such a name.
        public void sleepBefore(Predicate<String> names) {
            drowsy = names;
        }

        /// It does nothing more: its next request fails, and all after it.
        public void kill() {
            dead = true;
            asleep = false;
        }

        /// A store as this process sees it.
        public VaultStore sees(VaultStore store) {
            return new Seen(this, store);
        }
    }

    /// A process that does nothing before its first turn.
    public Actor actor(Work work) {
        List<Actor> self = new ArrayList<>();
        Actor actor = new Actor(() -> work.run(self.getFirst()));
        self.add(actor);
        actors.add(actor);
        actor.thread.start();
        return actor;
    }

    /// What a process does.
    @FunctionalInterface
    public interface Work {
        void run(Actor self);
    }

    /// Those that have not ended.
    public List<Actor> running() {
        return actors.stream().filter(actor -> !actor.ended).toList();
    }

    /// Lets one of those that are awake do one request.
    ///
    /// @return whether any is awake
    public boolean step() {
        List<Actor> awake = running().stream().filter(actor -> !actor.asleep).toList();
        if (awake.isEmpty()) {
            return false;
        }
        // one of few favourites mostly, so that some get far ahead of others
        int range = random.nextInt(4) > 0 ? Math.min(3, awake.size()) : awake.size();
        awake.get(random.nextInt(range)).go.release();
        idle.acquireUninterruptibly();
        return true;
    }

    private record Seen(Actor actor, VaultStore store) implements VaultStore {
        @Override
        public String address() {
            return store.address();
        }

        @Override
        public Put putIfAbsent(String name, ByteBuffer content) {
            actor.asleep |= actor.drowsy.test(name);
            actor.await();
            return store.putIfAbsent(name, content);
        }

        @Override
        public Optional<byte[]> get(String name) {
            actor.await();
            return store.get(name);
        }

        @Override
        public Optional<byte[]> range(String name, long offset, int length) {
            actor.await();
            return store.range(name, offset, length);
        }

        @Override
        public List<StoredObject> list(String prefix) {
            actor.await();
            return store.list(prefix);
        }

        @Override
        public boolean exists(String name) {
            actor.await();
            return store.exists(name);
        }

        @Override
        public void delete(String name) {
            actor.await();
            store.delete(name);
        }

        @Override
        public void setAside(String name) {
            actor.await();
            store.setAside(name);
        }
    }
}
