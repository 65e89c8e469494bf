package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.Names;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.Recipients;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.WriteRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A vault: an ordered list of copies, opened as one. Safe for many threads.
public final class Vault implements AutoCloseable {
    private final Config config;
    private final Copies copies;
    private final KeyRegister register;
    private final Trust trust;
    private final Workers workers;
    private final VaultPorts ports;
    private final Sessions sessions;

    private Vault(Config config, Copies copies, Workers workers, VaultPorts ports) {
        this.config = config;
        this.copies = copies;
        this.register = new KeyRegister(config, copies, ports);
        this.trust = new Trust(config, copies, register);
        this.workers = workers;
        this.ports = ports;
        this.sessions = new Sessions(config.number());
    }

    /// Makes a vault in all copies, and its keys (owner, archive, controller, recovery) in a
    /// folder. A creation that was interrupted may be repeated.
    ///
    /// @param name for people; the vault's own number is random
    public static Vault create(String name, List<Copy> copies, KeyFolder keys, VaultPorts ports) {
        return new VaultCreation(copies, keys, ports).create(name);
    }

    /// Opens a vault as long as one copy answers; the others are used once they do.
    public static Vault open(List<Copy> copies, VaultPorts ports) {
        MusterException first = null;
        for (Copy copy : copies) {
            try {
                byte[] config = copy.store().get(Config.OBJECT).orElseThrow(() -> none(copy));
                return of(Config.decode(config), config, copies, ports);
            } catch (MusterException e) {
                if (e.code().equals(VaultErrors.OTHER_FORMAT)) {
                    throw e;
                }
                first = first(first, e);
            }
        }
        throw first != null ? first : VaultErrors.UNREACHABLE.error("the vault has no copy", "");
    }

    private static MusterException first(@Nullable MusterException known, MusterException next) {
        return known == null ? next : known;
    }

    private static MusterException none(Copy copy) {
        return VaultErrors.NOT_A_VAULT.error(
                "there is no vault at " + copy.store().address(),
                "check the address, or make the vault with `muster vault init`");
    }

    static Vault of(Config config, byte[] object, List<Copy> copies, VaultPorts ports) {
        Workers workers = new Workers(ports.parallelism());
        return new Vault(config, Copies.of(copies, object, workers.io()), workers, ports);
    }

    /// The same vault, where reads try the copy in this region first. Close only the original.
    public Vault reading(RegionId first) {
        return new Vault(config, copies.reading(first), workers, ports);
    }

    public String name() {
        return config.name();
    }

    /// 32 hex digits that tell this vault from all others.
    public String number() {
        return config.number().toString();
    }

    /// Where this machine may keep what it read of this vault.
    public Optional<Path> cache() {
        return ports.cache().map(folder -> folder.resolve(number()));
    }

    public Copies copies() {
        return copies;
    }

    /// Certifies a new source and writes its key file. Needs the owner's key file; nothing happens
    /// if the source's key file is there and certified.
    public void addSource(ComponentId source, KeyFolder keys) {
        addSource(source, keys, "init");
    }

    /// @param by who does it, for people
    public void addSource(ComponentId source, KeyFolder keys, String by) {
        new SourceCreation(config, copies, register, ports).add(source, keys, by);
    }

    /// Gives a source another key, in its file and in the vault. What it signed before counts on.
    ///
    /// @return the certificate of the key before
    public Certificate rotateSource(ComponentId source, KeyFolder keys, String by) {
        return new SourceCreation(config, copies, register, ports).rotate(source, keys, by);
    }

    /// The keys that count, looked up anew.
    public KeyView keys() {
        return register.refresh();
    }

    /// Whom a long-lived writer of a source seals to; at most some minutes old.
    public Recipients recipients(ComponentId source) {
        return register.recent().recipients(source);
    }

    /// The same as they were seen last, whoever looked; sends nothing.
    public Recipients knownRecipients(ComponentId source) {
        return register.known().recipients(source);
    }

    /// The sources that were certified.
    public List<ComponentId> sources() {
        TreeSet<ComponentId> sources = new TreeSet<>();
        copies.list("keys/source/").stream()
                .map(object -> Trust.part(object.name(), 2))
                .filter(Names::isLabel)
                .forEach(name -> sources.add(new ComponentId(name)));
        return List.copyOf(sources);
    }

    public RecoveryPoints points(ComponentId source) {
        register.recent();
        return commits().points(source);
    }

    /// The same for who holds a key that reads: what this machine verified before is not verified
    /// again.
    public RecoveryPoints points(ComponentId source, ArchiveKey key) {
        Optional<Path> folder = cache();
        if (folder.isEmpty()) {
            return points(source);
        }
        // a source's name has no dot
        Path file = folder.get().resolve(".commits").resolve(source.value());
        SeenCommits seen = SeenCommits.open(file, secrets(source, key));
        RecoveryPoints points = commits().knowing(seen).points(source);
        seen.save();
        return points;
    }

    /// Epoch and number of the newest readable backup, in a fixed width.
    Optional<String> newest(ComponentId source) {
        return commits()
                .last(source)
                .map(found -> found.commit().place().substring(Commit.prefix(source).length()));
    }

    /// A recovery point, and which keys open it.
    public record SealedPoint(RecoveryPoint point, PackKeys keys) {}

    /// What each readable recovery point is sealed to.
    public List<SealedPoint> sealed(ComponentId source) {
        return commits().commits(source).stream()
                .map(commit -> new SealedPoint(commit.point(), commit.keys()))
                .toList();
    }

    /// Begins a base backup.
    ///
    /// @param epoch 1 unless a failover happened; a higher one keeps both sides' backups apart
    public BackupSession backup(SourceKey key, Epoch epoch, WriteRule rule) {
        requireOurs(key);
        return new SessionOpener(config, copies, register, trust, workers, ports, key, sessions)
                .open(epoch, rule);
    }

    private CommitLog commits() {
        return new CommitLog(copies, trust, sessions, workers);
    }

    /// Opens a base backup for reading.
    ///
    /// @param point the id of one of [#points]
    public BackupSnapshot snapshot(ComponentId source, String point, ArchiveKey key) {
        SourceSecrets secrets = secrets(source, key);
        VerifiedCommit found = commits().require(source, point);
        requireOpens(found.commit(), secrets, key);
        SourceSecret secret = secrets.of(found.signer());
        PrivateKeys opening = secrets.keys();
        IndexShelf index = IndexShelf.ofReader(copies, trust, workers, source, secret, ports);
        PackReader packs =
                new PackReader(copies, trust, secret, head -> head.open(opening))
                        .orFrom(new OtherPlaces(index));
        return new BackupSnapshot(found.commit(), packs, workers);
    }

    /// A key that opens some packs of a backup and not others would fail in the middle.
    static void requireOpens(Commit commit, SourceSecrets secrets, ArchiveKey key) {
        boolean opens =
                secrets.keys().ids().containsAll(commit.keys().archives())
                        || commit.keys().drills().contains(key.id());
        if (!opens) {
            throw VaultErrors.WRONG_KEY.error(
                    "recovery point "
                            + commit.point().id()
                            + " is sealed to archive key "
                            + commit.keys().archives()
                            + ", which the "
                            + key
                            + " does not open",
                    "use the newest recovery key file; a drill's key opens backups that were made"
                            + " after it was added: muster backup");
        }
    }

    /// The records of runs whose home is the copy in a region.
    public RunRecords runs(RegionId home, ControllerKey key) {
        requireOurs(key.vault(), key.owner(), key);
        return new RunRecords(shelf(home, key), ports.randomness());
    }

    /// Evidence of drills and recoveries, kept as records of runs are.
    public EvidenceRecords evidence(RegionId home, ControllerKey key) {
        requireOurs(key.vault(), key.owner(), key);
        return new EvidenceRecords(shelf(home, key));
    }

    private RecordShelf shelf(RegionId home, ControllerKey key) {
        return new RecordShelf(config.number(), copies, home, trust, key, workers.io());
    }

    /// Keeps locked what the backups need, where storage can lock; needs no key.
    public LockCare locks() {
        return new LockCare(copies, trust, sessions, workers, ports.timing());
    }

    /// Keeps the copies alike; needs no key.
    public CopyCare care() {
        return new CopyCare(copies, trust, workers, sessions, ports);
    }

    /// Removes what is no longer kept or needed; needs no key, but the right to delete.
    public Janitor janitor() {
        return new Janitor(copies, trust, sessions, holds(), ports);
    }

    /// Moves what is still needed out of packs that are mostly garbage.
    public Repack repack(MaintainerKey key) {
        requireOurs(key.archive());
        return new Repack(
                new RepackParts(config, copies, register, trust, workers, ports, sessions),
                commits(),
                key);
    }

    /// Legal holds on recovery points.
    public Holds holds() {
        return new Holds(copies, trust, commits(), ports);
    }

    /// Names the files that damage has cost.
    public Losses losses() {
        return new Losses(this, commits());
    }

    /// Looks for damage as far as a budget goes, and goes on from there the next time.
    public Scrub scrub() {
        return new Scrub(checking());
    }

    /// Opens a sample of what backups consist of.
    public Decoding decoding() {
        return new Decoding(this, commits(), workers);
    }

    /// Looks for damage and mends it; needs no key.
    public VaultCheck checking() {
        return new VaultCheck(copies, trust, workers, sessions, ports, care());
    }

    /// Makes an empty store a new copy of the vault; [CopyCare#catchUp] then fills it.
    ///
    /// @param copies with the new one
    /// @param region the new one's
    public static void attach(List<Copy> copies, RegionId region, VaultPorts ports) {
        List<Copy> others = copies.stream().filter(it -> !it.region().equals(region)).toList();
        try (Vault vault = open(others, ports)) {
            byte[] config =
                    vault.copies
                            .read(Config.OBJECT, vault.trust)
                            .orElseThrow(() -> none(others.getFirst()));
            for (Copy copy : copies) {
                if (copy.region().equals(region)) {
                    VaultCreation.attach(copy, config, ports);
                }
            }
        }
    }

    /// The secrets of a source, for those who read its objects.
    public SourceSecrets secrets(ComponentId source, ArchiveKey key) {
        requireOurs(key.vault(), key.owner(), key);
        register.refresh();
        return new SourceSecrets(config, register, trust, source, key);
    }

    /// @throws MusterException if the key is another vault's
    public void requireOurs(SourceKey key) {
        requireOurs(key.secret().vault(), key.owner(), key);
    }

    /// @throws MusterException if the key is another vault's
    public void requireOurs(ArchiveKey key) {
        requireOurs(key.vault(), key.owner(), key);
    }

    /// @throws MusterException if the key is another vault's
    public void requireOurs(SecretsKey key) {
        requireOurs(key.vault(), key.owner(), key);
    }

    public Config config() {
        return config;
    }

    /// Reads many things with many requests on their way, and gives what was read in their order:
    /// one after the other costs a round trip each.
    public <T, R> List<R> together(List<T> items, Function<T, R> read) {
        return workers.together(items, read);
    }

    /// Begins to read something that will be wanted.
    public <T> CompletableFuture<T> later(Supplier<T> read) {
        return CompletableFuture.supplyAsync(read, workers.io());
    }

    /// What was begun with [#later].
    ///
    /// @throws MusterException as the read did
    public <T> T await(CompletableFuture<T> reading) {
        return Causes.join(reading);
    }

    /// Decides which objects may be believed.
    public Trust trust() {
        return trust;
    }

    public VaultPorts ports() {
        return ports;
    }

    private void requireOurs(VaultNumber number, String owner, Object key) {
        if (!number.equals(config.number()) || !owner.equals(config.owner())) {
            throw VaultErrors.WRONG_KEY.error(
                    "the " + key + " does not belong to vault " + name() + " (" + number() + ")",
                    "use the key file that was written when this vault was made");
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
