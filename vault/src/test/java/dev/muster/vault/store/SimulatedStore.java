package dev.muster.vault.store;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A store at which one request goes wrong. Stores that share a mishap count their requests
/// together, and die together.
public final class SimulatedStore implements VaultStore {
    /// What goes wrong.
    public enum Fault {
        /// The process dies before the request.
        DIES_BEFORE(true),
        /// The process dies after it.
        DIES_AFTER(true),
        /// It is done, its reply is lost, and the store's own retry finds the name taken (412).
        RETRIED(true),
        /// It is done, and the process is told that it was not.
        REPLY_LOST(true),
        /// It fails (EIO, 500); the next one does not.
        FAILS(false),
        /// No space from here on.
        FULL(true),
        /// It is reported as failed and happens after all others of this process.
        LATE(true),
        /// Half of the body comes.
        CUT(false);

        private final boolean ofChange;

        Fault(boolean ofChange) {
            this.ofChange = ofChange;
        }

        /// Whether it means anything for a request of this sort.
        public boolean fits(boolean change) {
            return this == FAILS || change == ofChange;
        }
    }

    /// One request, counted over all stores of a process, and its fault.
    public static final class Mishap {
        private final Fault fault;
        private final int at;
        private final List<Boolean> changes = new ArrayList<>();
        private final List<Runnable> late = new ArrayList<>();
        private boolean dead;
        private boolean full;

        public Mishap(Fault fault, int at) {
            this.fault = fault;
            this.at = at;
        }

        /// Nothing goes wrong; counts requests.
        public static Mishap none() {
            return new Mishap(Fault.FAILS, -1);
        }

        /// For each request so far, whether it was a change.
        public synchronized List<Boolean> changes() {
            return List.copyOf(changes);
        }

        /// Requests that were on their way when the process had ended.
        public synchronized void arrive() {
            late.forEach(Runnable::run);
            late.clear();
        }

        private synchronized boolean isNow(boolean change) {
            if (dead) {
                throw VaultErrors.UNREACHABLE.error("the process is dead", "");
            }
            changes.add(change);
            return changes.size() - 1 == at;
        }
    }

    private final VaultStore store;
    private final Mishap mishap;

    public SimulatedStore(VaultStore store, Mishap mishap) {
        this.store = store;
        this.mishap = mishap;
    }

    private static MusterException unreachable(String what) {
        return VaultErrors.UNREACHABLE.error("no reply for " + what, "");
    }

    private <T> T change(String name, Supplier<T> effect, Supplier<T> again) {
        if (!mishap.isNow(true)) {
            return effect.get();
        }
        switch (mishap.fault) {
            case DIES_BEFORE -> mishap.dead = true;
            case DIES_AFTER -> {
                effect.get();
                mishap.dead = true;
            }
            case RETRIED -> {
                effect.get();
                return again.get();
            }
            // random names decide about the order of requests: where a read was counted there may
            // be
            // a change
            case REPLY_LOST, CUT -> effect.get();
            case FAILS -> throw VaultErrors.STORE_FAILED.error("EIO at " + name, "");
            case FULL -> mishap.full = true;
            case LATE -> mishap.late.add(effect::get);
        }
        if (mishap.full) {
            throw noSpace(name);
        }
        throw unreachable(name);
    }

    private static MusterException noSpace(String name) {
        return VaultErrors.NO_SPACE.error("no space left for " + name, "");
    }

    private <T> T read(String name, Supplier<T> body, Supplier<T> half) {
        if (!mishap.isNow(false)) {
            return body.get();
        }
        if (mishap.fault == Fault.CUT) {
            return half.get();
        }
        throw unreachable(name);
    }

    @Override
    public String address() {
        return store.address();
    }

    @Override
    public Put putIfAbsent(String name, ByteBuffer content) {
        if (mishap.full) {
            throw noSpace(name);
        }
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return change(
                name,
                () -> store.putIfAbsent(name, ByteBuffer.wrap(bytes)),
                () -> store.putIfAbsent(name, ByteBuffer.wrap(bytes)));
    }

    @Override
    public Optional<byte[]> get(String name) {
        return read(
                name,
                () -> store.get(name),
                () -> store.get(name).map(it -> Arrays.copyOf(it, it.length / 2)));
    }

    @Override
    public Optional<byte[]> range(String name, long offset, int length) {
        return read(
                name,
                () -> store.range(name, offset, length),
                () ->
                        store.range(name, offset, length)
                                .map(it -> Arrays.copyOf(it, it.length / 2)));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return read(
                prefix,
                () -> store.list(prefix),
                () -> {
                    throw unreachable(prefix);
                });
    }

    @Override
    public boolean exists(String name) {
        return read(
                name,
                () -> store.exists(name),
                () -> {
                    throw unreachable(name);
                });
    }

    @Override
    public void delete(String name) {
        change(name, () -> done(() -> store.delete(name)), () -> done(() -> {}));
    }

    @Override
    public void setAside(String name) {
        change(name, () -> done(() -> store.setAside(name)), () -> done(() -> {}));
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }
}
