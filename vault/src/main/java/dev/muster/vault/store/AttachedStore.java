package dev.muster.vault.store;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Config;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A store that is used only while it holds this vault's `config`.
///
/// An empty folder is often a mount point without its disk, and what is written there is lost to
/// everybody; so each write looks first.
final class AttachedStore implements VaultStore {
    private final VaultStore store;
    private final byte[] config;
    private volatile boolean attached;

    AttachedStore(VaultStore store, byte[] config) {
        this.store = store;
        this.config = config;
    }

    private void attached() {
        if (attached) {
            return;
        }
        byte[] found =
                store.get(Config.OBJECT)
                        .orElseThrow(() ->
                                VaultErrors.NOT_A_VAULT.error(
                                        "there is no vault at " + store.address(),
                                        "check that the disk is mounted, or make a new"
                                                + " copy with `muster vault copies`"));
        if (!Arrays.equals(found, config)) {
            Config.decode(found);
            throw VaultErrors.WRONG_KEY.error(
                    "another vault is at " + store.address(), "check the address of the copy");
        }
        attached = true;
    }

    /// Whether the store holds this vault's config now.
    boolean mendConfig() {
        Optional<byte[]> found = store.get(Config.OBJECT);
        if (found.isEmpty() || !isConfig(found.get())) {
            if (Stream.of("keys/", "commits/", "index/").allMatch(it -> store.list(it).isEmpty())) {
                return false;
            }
            store.setAside(Config.OBJECT);
            store.putIfAbsent(Config.OBJECT, config);
        }
        return store.get(Config.OBJECT).filter(now -> Arrays.equals(now, config)).isPresent();
    }

    /// Of whichever vault: another one's is never replaced.
    private static boolean isConfig(byte[] found) {
        try {
            Config.decode(found);
            return true;
        } catch (MusterException damaged) {
            return false;
        }
    }

    @Override
    public String address() {
        return store.address();
    }

    @Override
    public Put putIfAbsent(String name, ByteBuffer content) {
        if (!attached || (store.mayBeUnmounted() && !store.exists(Config.OBJECT))) {
            attached = false;
            attached();
        }
        return store.putIfAbsent(name, content);
    }

    @Override
    public Optional<byte[]> get(String name) {
        attached();
        return store.get(name);
    }

    @Override
    public Optional<byte[]> range(String name, long offset, int length) {
        attached();
        return store.range(name, offset, length);
    }

    @Override
    public Optional<ByteBuffer> view(String name) {
        attached();
        return store.view(name);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        attached();
        return store.list(prefix);
    }

    @Override
    public boolean exists(String name) {
        attached();
        return store.exists(name);
    }

    @Override
    public void delete(String name) {
        attached();
        store.delete(name);
    }

    @Override
    public boolean mayBeUnmounted() {
        return store.mayBeUnmounted();
    }

    @Override
    public Guard guard() {
        attached();
        return store.guard();
    }

    @Override
    public Optional<Duration> lock() {
        return store.lock();
    }

    @Override
    public boolean lockUntil(String name, Instant enough, Instant until) {
        attached();
        return store.lockUntil(name, enough, until);
    }

    @Override
    public void sweep() {
        attached();
        store.sweep();
    }

    @Override
    public void setAside(String name) {
        attached();
        store.setAside(name);
    }
}
