package dev.muster.server;

import dev.muster.model.MusterException;
import dev.muster.model.VaultId;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.keys.RollbackWatch;
import dev.muster.operations.upkeep.VaultUpkeep;
import dev.muster.provider.Progress;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.repository.PruneReport;
import dev.muster.vault.repository.PruneRules;
import dev.muster.vault.repository.Scrub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Keeps one vault in order: once a day a part of it is looked through and mended, and what is no
/// longer kept is removed.
final class UpkeepLoop {
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration ROUND = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PARTS = 14;

    private final Site site;
    private final VaultId vault;
    private final VaultUpkeep upkeep;
    private final Consumer<DaemonNews> news;

    UpkeepLoop(Site site, VaultId vault, Consumer<DaemonNews> news) {
        this.site = site;
        this.vault = vault;
        this.upkeep = new VaultUpkeep(site, vault);
        this.news = news;
    }

    void run(Cancellation cancellation) throws InterruptedException {
        // what protects comes first after a start
        pause(FIRST, cancellation);
        while (true) {
            attempt();
            pause(ROUND, cancellation);
        }
    }

    private void pause(Duration duration, Cancellation cancellation) throws InterruptedException {
        cancellation.check();
        site.timing().pause(duration);
        cancellation.check();
    }

    private void attempt() {
        try {
            if (isDue(upkeep.lastScrub(), site.timing().instant())) {
                compare();
                scrub();
                lock();
                prune();
            }
        } catch (MusterException failed) {
            news.accept(new DaemonNews.UpkeepFailed(vault, failed));
        }
    }

    /// A scrub from the future is a clock that was wrong; it must not silence the upkeep.
    static boolean isDue(Optional<Instant> last, Instant now) {
        return last.isEmpty() || last.get().isAfter(now) || !last.get().plus(DAY).isAfter(now);
    }

    private void scrub() {
        Scrub.Report report = upkeep.scrub(new Scrub.Budget.Part(PARTS), Progress.SILENT);
        news.accept(
                new DaemonNews.Scrubbed(
                        vault, report.found().problems().size(), upkeep.repair(report).size()));
    }

    /// Before anything is mended or removed by what the vault shows now.
    private void compare() {
        List<String> missing =
                RollbackWatch.look(site.vaults().any(vault), site.vaults().keys(vault));
        if (!missing.isEmpty()) {
            news.accept(new DaemonNews.RolledBack(vault, missing));
        }
    }

    /// Before anything is deleted, so that what is kept is kept for long.
    private void lock() {
        upkeep.extendLocks().stream()
                .flatMap(copy -> copy.problems().stream())
                .findFirst()
                .map(problem ->
                        VaultErrors.STORE_FAILED.error(
                                "not all that the backups need is locked: " + problem,
                                "type: muster vault lock"))
                .ifPresent(why -> news.accept(new DaemonNews.UpkeepFailed(vault, why)));
    }

    private void prune() {
        if (upkeep.hasRules()) {
            PruneReport report = upkeep.prune(PruneRules.PATIENCE, Set.of());
            long gone =
                    report.sources().stream()
                            .flatMap(source -> source.points().stream())
                            .filter(PruneReport.Point::goes)
                            .count();
            news.accept(new DaemonNews.Pruned(vault, (int) gone, report.problems()));
        }
    }
}
