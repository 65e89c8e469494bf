package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.KeyObject;
import dev.muster.vault.format.Retirement;
import dev.muster.vault.format.Slot;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Reads what lies below `keys/`. What was read once is never read again, since objects do not
/// change; only the list is asked for anew. Safe for many threads.
final class KeyRegister {
    /// How old what a long-lived writer knows may grow.
    static final Duration AGE = Duration.ofMinutes(10);

    private final Config config;
    private final Copies copies;
    private final VaultPorts ports;
    private final Map<String, KeyObject> known = new ConcurrentHashMap<>();
    private volatile @Nullable Seen seen;

    private record Seen(KeyView view, Instant at) {}

    KeyRegister(Config config, Copies copies, VaultPorts ports) {
        this.config = config;
        this.copies = copies;
        this.ports = ports;
    }

    /// As last seen; looks if nothing was seen yet.
    KeyView view() {
        Seen last = seen;
        return last == null ? refresh() : last.view();
    }

    /// Looks again, unless that was done a short while ago. Where no copy answers, what is known
    /// stays: a capture must not stop for it.
    KeyView recent() {
        Seen last = seen;
        Instant now = ports.timing().instant();
        if (last != null && Duration.between(last.at(), now).abs().compareTo(AGE) < 0) {
            return last.view();
        }
        try {
            return refresh();
        } catch (MusterException unreachable) {
            return last == null ? nothing() : last.view();
        }
    }

    /// As last seen, whoever looked; sends nothing.
    KeyView known() {
        Seen last = seen;
        return last == null ? nothing() : last.view();
    }

    private KeyView nothing() {
        return new KeyView(config, List.of(), List.of(), Map.of(), Set.of());
    }

    KeyView refresh() {
        List<Certificate> certificates = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        Map<String, Retirement> retirements = new LinkedHashMap<>();
        Set<String> unreadable = new LinkedHashSet<>();
        for (StoredObject object : copies.list(Certificate.KEYS)) {
            Optional<KeyObject> found = read(object.name());
            if (found.isEmpty()) {
                unreadable.add(object.name());
                continue;
            }
            switch (found.get()) {
                case Certificate it -> certificates.add(it);
                case Slot it -> slots.add(it);
                case Retirement it -> retirements.put(it.what(), it);
            }
        }
        KeyView view = new KeyView(config, certificates, slots, retirements, unreadable);
        seen = new Seen(view, ports.timing().instant());
        return view;
    }

    private Optional<KeyObject> read(String name) {
        KeyObject there = known.get(name);
        if (there != null) {
            return Optional.of(there);
        }
        try {
            Optional<byte[]> content = copies.read(name, this::decode);
            Optional<KeyObject> found = content.map(bytes -> decode(name, bytes));
            found.ifPresent(it -> known.put(name, it));
            return found;
        } catch (MusterException damaged) {
            // told by `keys list` and `check`; a removal that cannot be read still removes
            return Optional.empty();
        }
    }

    /// A certificate by its name; read alone where it is not known yet.
    Optional<Certificate> certificate(String object) {
        KeyObject there = known.get(object);
        if (there instanceof Certificate certificate) {
            return Optional.of(certificate);
        }
        Optional<Certificate> found =
                copies.read(object, (name, bytes) -> Certificate.decode(name, bytes, config))
                        .map(bytes -> Certificate.decode(object, bytes, config));
        found.ifPresent(it -> known.put(object, it));
        return found;
    }

    /// @throws MusterException if it is not what the owner signed
    KeyObject decode(String name, byte[] content) {
        return KeyObject.decode(name, content, config);
    }
}
