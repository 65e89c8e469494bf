package dev.muster.operations.window;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.operations.capture.CapturedLogs;
import dev.muster.provider.DataStore;
import dev.muster.provider.LogReader;
import dev.muster.strategy.Component;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.Vault;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What of a component can be brought back.
public final class ProtectionReader {
    private final Site site;

    public ProtectionReader(Site site) {
        this.site = site;
    }

    /// Oldest first.
    public List<RecoveryPoint> points(Component<?> component) {
        return points(component, vault(component));
    }

    /// Everything, and nothing is read twice.
    public Restorable look(Component<?> component) {
        Vault vault = vault(component);
        List<RecoveryPoint> points = points(component, vault);
        boolean captured = component.protection().filter(how -> how.logs().isPresent()).isPresent();
        if (!captured) {
            return new Restorable(points, List.of(), Optional.empty());
        }
        List<LogReader.Range> ranges = CapturedLogs.open(site, component, vault).ranges();
        return new Restorable(points, ranges, Window.of(points, ranges));
    }

    private List<RecoveryPoint> points(Component<?> component, Vault vault) {
        return reader(site.vaults().protecting(component))
                .map(key -> vault.points(component.id(), key))
                .orElseGet(() -> vault.points(component.id()))
                .points();
    }

    /// Points are told without a key, too.
    private Optional<ArchiveKey> reader(VaultId vault) {
        try {
            return Optional.of(site.vaults().reader(vault));
        } catch (MusterException absent) {
            return Optional.empty();
        }
    }

    /// Whether the newest recovery point is cut off from what was captured last, by changes that
    /// were never captured: then only a new one makes it of use.
    public <S extends Record> boolean isCutOff(Component<S> component) {
        List<RecoveryPoint> points = points(component);
        if (points.isEmpty()
                || component.protection().filter(it -> it.logs().isPresent()).isEmpty()) {
            return false;
        }
        LogReader logs = CapturedLogs.open(site, component, vault(component));
        DataStore<S> store = site.dataStore(component);
        return logs.ranges().stream()
                .max(Comparator.comparing(LogReader.Range::lastArrival))
                .filter(last -> isCutOff(store, points.getLast(), last, logs))
                .isPresent();
    }

    private static boolean isCutOff(
            DataStore<?> store, RecoveryPoint point, LogReader.Range last, LogReader logs) {
        if (!last.lastArrival().isAfter(point.safeAt())) {
            return false;
        }
        return last.from().line().equals(point.from().line())
                ? point.from().isBefore(last.from())
                : !store.leadsTo(point, store.lineName(last.from()), logs);
    }

    private Vault vault(Component<?> component) {
        VaultId id = site.vaults().protecting(component);
        return component
                .protection()
                .flatMap(how -> how.logs())
                .map(logs -> site.vaults().in(id, logs.captureFrom()))
                .orElseGet(() -> site.vaults().of(component));
    }
}
