package dev.muster.vault.store;

import dev.muster.vault.VaultErrors;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Fails as its fuse says.
public final class FaultyStore implements VaultStore {
    private final VaultStore store;
    private final Fuse fuse;

    public FaultyStore(VaultStore store, Fuse fuse) {
        this.store = store;
        this.fuse = fuse;
    }

    private void alive() {
        if (fuse.isBlown() && fuse.death() != Fuse.Death.FULL) {
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
        if (fuse.passes()) {
            return store.putIfAbsent(name, content);
        }
        if (fuse.death() == Fuse.Death.AFTER) {
            store.putIfAbsent(name, content);
        }
        if (fuse.death() == Fuse.Death.FULL) {
            throw VaultErrors.NO_SPACE.error("no space left in " + address(), "");
        }
        throw VaultErrors.UNREACHABLE.error("the store died at " + name, "");
    }

    private void change(String name, Runnable change) {
        alive();
        if (fuse.passes() || fuse.death() == Fuse.Death.FULL) {
            change.run();
            return;
        }
        if (fuse.death() == Fuse.Death.AFTER) {
            change.run();
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
        change(name, () -> store.delete(name));
    }

    @Override
    public void setAside(String name) {
        change(name, () -> store.setAside(name));
    }
}
