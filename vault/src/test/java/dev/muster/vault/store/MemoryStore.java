package dev.muster.vault.store;

import dev.muster.vault.format.ObjectNames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Objects in memory, which a test can damage.
public final class MemoryStore implements VaultStore {
    private final String address;
    private final ConcurrentSkipListMap<String, byte[]> objects;
    private final Map<String, Instant> times;
    private final InstantSource clock;

    public MemoryStore(String address) {
        this(address, InstantSource.fixed(Instant.EPOCH));
    }

    public MemoryStore(String address, InstantSource clock) {
        this(address, Map.of(), Map.of(), clock);
    }

    private MemoryStore(
            String address,
            Map<String, byte[]> objects,
            Map<String, Instant> times,
            InstantSource clock) {
        this.address = address;
        this.objects = new ConcurrentSkipListMap<>(objects);
        this.times = new ConcurrentHashMap<>(times);
        this.clock = clock;
    }

    /// The same objects, which from now on change apart.
    public MemoryStore fork() {
        return new MemoryStore(address, objects, times, clock);
    }

    /// The same with a clock of its own.
    public MemoryStore fork(InstantSource other) {
        return new MemoryStore(address, objects, times, other);
    }

    public Map<String, byte[]> objects() {
        return objects;
    }

    public void flip(String name, int at) {
        byte[] bytes = objects.get(name).clone();
        bytes[at] ^= 0x40;
        objects.put(name, bytes);
    }

    @Override
    public String address() {
        return "memory:" + address;
    }

    @Override
    public Put putIfAbsent(String name, ByteBuffer content) {
        ObjectNames.require(name);
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        if (objects.putIfAbsent(name, bytes) != null) {
            return Put.EXISTS;
        }
        times.put(name, clock.instant());
        return Put.STORED;
    }

    @Override
    public Optional<byte[]> get(String name) {
        ObjectNames.require(name);
        return Optional.ofNullable(objects.get(name)).map(byte[]::clone);
    }

    @Override
    public Optional<byte[]> range(String name, long offset, int length) {
        ObjectNames.require(name);
        return Optional.ofNullable(objects.get(name))
                .map(bytes -> {
                    int from = (int) Math.min(bytes.length, offset);
                    int count = Math.min(length, bytes.length - from);
                    return java.util.Arrays.copyOfRange(bytes, from, from + count);
                });
    }

    @Override
    public List<StoredObject> list(String prefix) {
        List<StoredObject> found = new ArrayList<>();
        objects.tailMap(prefix)
                .forEach((name, bytes) -> {
                    if (name.startsWith(prefix)) {
                        found.add(new StoredObject(name, bytes.length, time(name)));
                    }
                });
        return found;
    }

    private Instant time(String name) {
        return times.getOrDefault(name, clock.instant());
    }

    @Override
    public boolean exists(String name) {
        ObjectNames.require(name);
        return objects.containsKey(name);
    }

    @Override
    public void delete(String name) {
        ObjectNames.require(name);
        objects.remove(name);
    }

    @Override
    public void setAside(String name) {
        ObjectNames.require(name);
        byte[] bytes = objects.remove(name);
        if (bytes != null) {
            objects.put("corrupt/" + name + "." + objects.size(), bytes);
        }
    }
}
