package dev.muster.operations;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The strategy's vaults, opened when they are first needed and kept open. Safe for many threads.
public final class Vaults implements AutoCloseable {
    private final Strategy strategy;
    private final Path keys;
    private final Stores stores;
    private final VaultPorts ports;
    private final Map<Opened, Vault> open = new HashMap<>();
    private final List<Vault> own = new ArrayList<>();
    private final Map<VaultId, List<KeyFile>> held = new ConcurrentHashMap<>();
    private final Optional<String> drill;

    /// @param keys the folder with a folder for each vault
    public Vaults(Strategy strategy, Path keys, Stores stores, VaultPorts ports) {
        this(strategy, keys, stores, ports, Optional.empty());
    }

    private Vaults(
            Strategy strategy, Path keys, Stores stores, VaultPorts ports, Optional<String> drill) {
        this.strategy = strategy;
        this.keys = keys;
        this.stores = stores;
        this.ports = ports;
        this.drill = drill;
    }

    /// The same vaults and keys, read as a drill does. What is open here is closed here.
    Vaults asDrill(String name) {
        Vaults vaults = new Vaults(strategy, keys, stores, ports, Optional.of(name));
        vaults.held.putAll(held);
        synchronized (this) {
            vaults.open.putAll(open);
        }
        return vaults;
    }

    /// The key that backups are read with: the archive's, or in a drill that drill's alone, however
    /// many others are at hand.
    public ArchiveKey reader(VaultId vault) {
        KeyFolder folder = keys(vault);
        return drill.map(folder::drill).orElseGet(folder::archive);
    }

    /// Reads a vault through what was opened already, wherever the strategy says that it lies. A
    /// vault that does not answer there is taken for this one. Whoever opened it closes it.
    public synchronized void lend(Vault vault) {
        for (VaultPlace place : strategy.vaults().values()) {
            if (strategy.vaults().size() == 1 || mayBe(place.id(), vault)) {
                open.put(new Opened(place.id(), Optional.empty()), vault);
                regions(place.id())
                        .forEach(region ->
                                open.put(new Opened(place.id(), Optional.of(region)), vault));
            }
        }
    }

    private boolean mayBe(VaultId id, Vault vault) {
        try {
            return any(id).config().number().equals(vault.config().number());
        } catch (MusterException unreachable) {
            return true;
        }
    }

    /// The vault's key files, and those that were opened from slots.
    public KeyFolder keys(VaultId vault) {
        KeyFolder folder = new KeyFolder(keys.resolve(vault.value()));
        for (KeyFile file : held.getOrDefault(vault, List.of())) {
            folder = folder.holding(file);
        }
        return folder;
    }

    /// Keeps a key file in memory, for as long as this is open; it goes before one in the folder.
    public void hold(VaultId vault, KeyFile file) {
        held.computeIfAbsent(vault, id -> new CopyOnWriteArrayList<>()).add(file);
    }

    /// The vault, opened from the first copy that answers.
    public Vault any(VaultId vault) {
        return open(vault, Optional.empty());
    }

    /// Adds, removes and rotates the vault's keys.
    ///
    /// @param by who does it, for people
    public KeyCare care(VaultId vault, String by) {
        return new KeyCare(any(vault), keys(vault), by);
    }

    public Path keysFolder(VaultId vault) {
        return keys.resolve(vault.value());
    }

    /// Makes the vault and its keys, and a key for each component that it protects. May be
    /// repeated: what is there stays.
    public Vault create(VaultId vault) {
        place(vault).copies().forEach(stores::make);
        Vault created =
                Vault.create(strategy.name(), copies(vault, Optional.empty()), keys(vault), ports);
        for (Component<?> component : strategy.components().values()) {
            if (component.protection().filter(how -> how.vault().equals(vault)).isPresent()) {
                created.addSource(component.id(), keys(vault));
            }
        }
        return created;
    }

    /// The vault that protects a component, reading from the copy nearest to no region in
    /// particular.
    public Vault of(Component<?> component) {
        return open(protecting(component), Optional.empty());
    }

    /// The policies for the storage of a copy, by name; empty where it takes none.
    public Map<String, Object> policies(VaultPlace.Copy copy, StorageRoles roles) {
        return stores.policies(copy, roles);
    }

    /// The vault, opened from and read through the copy of a region, as a recovery there has to:
    /// the copies in lost regions may be gone, or worse, changed.
    public Vault in(VaultId vault, RegionId region) {
        return open(vault, Optional.of(region));
    }

    public VaultId protecting(Component<?> component) {
        return component
                .protection()
                .orElseThrow(() ->
                        OperationErrors.NOT_PROTECTED.error(
                                "component " + component.id() + " has no protect", ""))
                .vault();
    }

    /// The first vault with a copy in the region: the home of runs there.
    public VaultId home(RegionId region) {
        return strategy.vaults().values().stream()
                .filter(place ->
                        place.copies().stream().anyMatch(copy -> copy.region().equals(region)))
                .map(VaultPlace::id)
                .findFirst()
                .orElseThrow(() ->
                        OperationErrors.NO_HOME.error(
                                "no vault has a copy in region " + region,
                                "add a copy there under vaults:"));
    }

    /// Where the vault has copies, in the strategy's order.
    public List<RegionId> regions(VaultId vault) {
        return place(vault).copies().stream().map(VaultPlace.Copy::region).toList();
    }

    private VaultPlace place(VaultId vault) {
        VaultPlace place = strategy.vaults().get(vault);
        if (place == null) {
            throw new IllegalArgumentException("no vault " + vault);
        }
        return place;
    }

    private synchronized Vault open(VaultId vault, Optional<RegionId> first) {
        Opened key = new Opened(vault, first);
        Vault known = open.get(key);
        if (known == null) {
            Vault opened = Vault.open(copies(vault, first), ports);
            own.add(opened);
            known = first.map(opened::reading).orElse(opened);
            open.put(key, known);
        }
        return known;
    }

    private List<Copy> copies(VaultId vault, Optional<RegionId> first) {
        List<Copy> copies = new ArrayList<>();
        for (VaultPlace.Copy copy : place(vault).copies()) {
            copies.add(new Copy(copy.region(), stores.open(copy)));
        }
        copies.sort(Comparator.comparing(copy -> !first.equals(Optional.of(copy.region()))));
        return copies;
    }

    @Override
    public synchronized void close() {
        own.forEach(Vault::close);
        own.clear();
        open.clear();
    }

    private record Opened(VaultId vault, Optional<RegionId> first) {}
}
