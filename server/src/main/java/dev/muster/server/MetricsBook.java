package dev.muster.server;

import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.operations.runs.KnownRun;
import dev.muster.strategy.Strategy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Keeps what figures are made of besides the daemon's status and its alarms: what was looked up in
/// the vaults, and since when copies are behind. Safe for many threads.
final class MetricsBook {
    private final Strategy strategy;
    private final Map<ComponentId, RecoveryPoint> newest = new HashMap<>();
    private final Map<VaultId, Instant> behind = new HashMap<>();
    private Facts facts = Facts.NONE;
    private Map<ScenarioId, KnownRun> runs = Map.of();

    MetricsBook(Strategy strategy) {
        this.strategy = strategy;
    }

    synchronized void note(DaemonNews news, Instant now) {
        switch (news) {
            case DaemonNews.BackupDone it -> newest(it.component(), it.point());
            case DaemonNews.CopiesBehind it -> behind.putIfAbsent(it.vault(), now);
            case DaemonNews.CopiesWhole it -> behind.remove(it.vault());
            default -> {
                // the status and the alarms have it
            }
        }
    }

    /// What a look into the vaults found.
    ///
    /// @param all runs, those that began last first
    synchronized void looked(Facts found, List<KnownRun> all) {
        facts = found;
        found.protection()
                .forEach((component, state) ->
                        state.newest().ifPresent(point -> newest(component, point)));
        Map<ScenarioId, KnownRun> last = new TreeMap<>();
        for (KnownRun run : all) {
            if (run.end().isPresent()) {
                last.putIfAbsent(run.start().plan().scenario(), run);
            }
        }
        runs = last;
    }

    /// By the vault's time, since a source's clock may be wrong.
    private void newest(ComponentId component, RecoveryPoint point) {
        newest.merge(
                component,
                point,
                (old, other) -> other.storedAt().isBefore(old.storedAt()) ? old : other);
    }

    synchronized MetricsPage page(DaemonStatus status, List<Alarm> alarms) {
        return new MetricsPage(
                strategy, status, alarms, facts, Map.copyOf(newest), Map.copyOf(behind), runs);
    }
}
