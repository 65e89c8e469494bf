package dev.muster.operations.upkeep;

import dev.muster.kind.Protection;
import dev.muster.kind.Retention;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import dev.muster.operations.FileLocks;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.Progress;
import dev.muster.strategy.Component;
import dev.muster.vault.keep.KeepRule;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.CatchUpReport;
import dev.muster.vault.repository.CheckReport;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.repository.CopyLag;
import dev.muster.vault.repository.Decoding;
import dev.muster.vault.repository.LockCare;
import dev.muster.vault.repository.Loss;
import dev.muster.vault.repository.PruneReport;
import dev.muster.vault.repository.PruneRules;
import dev.muster.vault.repository.Repack;
import dev.muster.vault.repository.RepackReport;
import dev.muster.vault.repository.RepackRules;
import dev.muster.vault.repository.Scrub;
import dev.muster.vault.repository.Vault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps one vault in order, as the strategy says.
public final class VaultUpkeep {
    private final Site site;
    private final VaultId id;
    private final ScrubPlace place;

    public VaultUpkeep(Site site, VaultId id) {
        this.site = site;
        this.id = id;
        this.place = new ScrubPlace(site.state().scrub(id));
    }

    private Vault vault() {
        return site.vaults().any(id);
    }

    /// Whether any component's points are to go some day.
    public boolean hasRules() {
        return !keep().isEmpty();
    }

    /// What a prune would remove, and why.
    public PruneReport plan(Set<RegionId> without) {
        return vault().janitor().plan(rules(PruneRules.PATIENCE, without));
    }

    /// Removes what the strategy no longer keeps.
    ///
    /// @param patience how long a backup that does not end is waited for
    public PruneReport prune(Duration patience, Set<RegionId> without) {
        try (FileLocks.Held _ =
                FileLocks.lock(site.state().lock("prune-" + id), "pruning vault " + id)) {
            return vault().janitor().prune(rules(patience, without));
        }
    }

    /// @throws MusterException if the maintainer's key is not at hand
    public void requireMaintainer() {
        site.vaults().keys(id).maintainer();
    }

    /// What a repack would move; needs the maintainer's key.
    public RepackReport planRepack(RepackRules rules) {
        return repacking().plan(rules);
    }

    /// Moves what is needed out of packs that are mostly garbage. The next prune frees them.
    public RepackReport repack(RepackRules rules) {
        try (FileLocks.Held _ =
                FileLocks.lock(site.state().lock("prune-" + id), "pruning vault " + id)) {
            return repacking().run(rules);
        }
    }

    private Repack repacking() {
        return vault().repack(site.vaults().keys(id).maintainer());
    }

    /// Removes what the repack has emptied, and what else goes.
    public PruneReport prune(RepackReport repacked, Set<RegionId> without) {
        try (FileLocks.Held _ =
                FileLocks.lock(site.state().lock("prune-" + id), "pruning vault " + id)) {
            return vault().janitor().prune(rules(PruneRules.PATIENCE, without).after(repacked));
        }
    }

    private PruneRules rules(Duration patience, Set<RegionId> without) {
        return new PruneRules(keep(), patience, without);
    }

    private Map<ComponentId, KeepRule> keep() {
        Map<ComponentId, KeepRule> keep = new HashMap<>();
        for (Component<?> component : site.strategy().components().values()) {
            component
                    .protection()
                    .filter(how -> how.vault().equals(id))
                    .flatMap(Protection::keep)
                    .ifPresent(rule -> keep.put(component.id(), rule(rule)));
        }
        return keep;
    }

    private static KeepRule rule(Retention keep) {
        return new KeepRule(
                keep.within(), keep.last(), keep.days(), keep.weeks(), keep.months(), keep.years());
    }

    /// Looks for damage from where the last scrub ended.
    public Scrub.Report scrub(Scrub.Budget budget, Progress progress) {
        Scrub.Report report =
                vault().scrub().scrub(new Scrub.Order(budget, place.after()), heard(progress));
        place.write(report.after(), site.timing().instant());
        return report;
    }

    /// Opens a sample of the chunks with the archive key at hand.
    ///
    /// @param percent of the chunks of each pack
    /// @param seed of the draw; empty draws one
    public Decoding.Report decode(double percent, Optional<Long> seed, Progress progress) {
        ArchiveKey key = site.vaults().keys(id).archive();
        long drawn =
                seed.orElseGet(() ->
                        ByteBuffer.wrap(vault().ports().randomness().bytes(4)).getInt()
                                & 0xffffffffL);
        return vault().decoding().decode(key, new Decoding.Order(percent, drawn), heard(progress));
    }

    private static Scrub.Progress heard(Progress progress) {
        return new Scrub.Progress() {
            @Override
            public void total(long bytes) {
                progress.total(bytes);
            }

            @Override
            public void advance(long bytes) {
                progress.advance(bytes);
            }
        };
    }

    /// What can be told without reading what is large.
    public CheckReport check() {
        return vault().checking().quick();
    }

    /// The newest point of a source, and whether the archive key at hand really opens it.
    ///
    /// @param paths how many it holds; empty where it does not open
    /// @param problem why it does not
    public record Opened(
            ComponentId source,
            String point,
            Optional<Long> paths,
            Optional<MusterException> problem) {}

    /// Reads the list of files of each source's newest point; nothing where no archive key is at
    /// hand.
    public List<Opened> openNewest() {
        Optional<ArchiveKey> key = archive();
        List<Opened> opened = new ArrayList<>();
        if (key.isPresent()) {
            for (ComponentId source : vault().sources()) {
                List<RecoveryPoint> points = vault().points(source).points();
                if (!points.isEmpty()) {
                    opened.add(open(source, points.getLast().id(), key.get()));
                }
            }
        }
        return opened;
    }

    private Opened open(ComponentId source, String point, ArchiveKey key) {
        try {
            AtomicLong paths = new AtomicLong();
            vault().snapshot(source, point, key).entries(entry -> paths.incrementAndGet());
            return new Opened(source, point, Optional.of(paths.get()), Optional.empty());
        } catch (MusterException why) {
            return new Opened(source, point, Optional.empty(), Optional.of(why));
        }
    }

    /// When the last scrub ended on this machine.
    public Optional<java.time.Instant> lastScrub() {
        return place.last();
    }

    /// Mends what was found; returns what is left.
    public List<Problem> repair(Scrub.Report report) {
        return vault().scrub().repair(report.found());
    }

    /// What the damage that is left costs, by file where a key is at hand.
    public List<Loss> losses(List<Problem> left) {
        return left.isEmpty() ? List.of() : vault().losses().of(left, archive());
    }

    /// Without the archive key a loss is named by point alone.
    private Optional<ArchiveKey> archive() {
        try {
            return Optional.of(site.vaults().keys(id).archive());
        } catch (MusterException absent) {
            return Optional.empty();
        }
    }

    public List<CopyLag> copies() {
        return vault().care().lag();
    }

    /// Keeps locked for longer what the backups need, where the storage can lock.
    public List<LockCare.Extended> extendLocks() {
        return vault().locks().extend();
    }

    public CatchUpReport catchUp() {
        return vault().care().catchUp();
    }

    /// Holds a point until it is released, whatever the rules say.
    public void hold(String point, String reason) {
        ComponentId source = source(point);
        vault().holds().hold(source, point, reason, site.vaults().keys(id).controller());
    }

    public void release(String point, String reason) {
        ComponentId source = source(point);
        vault().holds().release(source, point, reason, site.vaults().keys(id).controller());
    }

    /// Whether this vault has the point.
    public boolean has(String point) {
        return find(point).isPresent();
    }

    private ComponentId source(String point) {
        return find(point)
                .orElseThrow(() ->
                        OperationErrors.NO_POINT.error(
                                "vault " + id + " has no recovery point " + point,
                                "`muster points COMPONENT` lists them"));
    }

    private Optional<ComponentId> find(String point) {
        return vault().sources().stream()
                .filter(source ->
                        vault().points(source).points().stream()
                                .anyMatch(it -> it.id().equals(point)))
                .findFirst();
    }
}
