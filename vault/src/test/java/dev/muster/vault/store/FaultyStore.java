package dev.muster.vault.store;

import dev.muster.vault.VaultErrors;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Fails at the nth operation that writes, and from then on, as if the process or store had died:
/// before the write took effect, or after it when only the reply was lost.
public final class FaultyStore implements VaultStore {
    /// What becomes of the operation at which the store dies.
    public enum Death {
        BEFORE,
        AFTER
    }

    private final VaultStore store;
    private final Death death;
    private final AtomicInteger left;
    private volatile boolean dead;

    public FaultyStore(VaultStore store, Death death, int operations) {
        this.store = store;
        this.death = death;
        this.left = new AtomicInteger(operations);
    }

    public boolean isDead() {
        return dead;
    }

    private void alive() {
        if (dead) {
            throw VaultErrors.UNREACHABLE.error("the store is dead", "");
        }
    }

    @Override
    public String address() {
        return store.address();
    }

    @Override
    public Put putIfAbsent(String name, ByteBuffer content) {
        alive();
        if (left.getAndDecrement() > 0) {
            return store.putIfAbsent(name, content);
        }
        dead = true;
        if (death == Death.AFTER) {
            store.putIfAbsent(name, content);
        }
        throw VaultErrors.UNREACHABLE.error("the store died at " + name, "");
    }

    @Override
    public Optional<byte[]> get(String name) {
        alive();
        return store.get(name);
    }

    @Override
    public Optional<byte[]> range(String name, long offset, int length) {
        alive();
        return store.range(name, offset, length);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        alive();
        return store.list(prefix);
    }

    @Override
    public boolean exists(String name) {
        alive();
        return store.exists(name);
    }

    @Override
    public void delete(String name) {
        alive();
        store.delete(name);
    }

    @Override
    public void setAside(String name) {
        alive();
        store.setAside(name);
    }
}
