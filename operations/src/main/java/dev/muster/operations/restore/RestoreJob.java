package dev.muster.operations.restore;

import dev.muster.kind.Capability;
import dev.muster.model.ByteSize;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.VaultId;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.capture.CapturedLogs;
import dev.muster.provider.DataStore;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.RestoreScope;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.Extracted;
import dev.muster.vault.repository.Vault;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings one component back into a folder, from what the region of the target holds: the vault's
/// copy there, and the spool of this machine.
public final class RestoreJob {
    private final Site site;
    private final Optional<String> from;

    /// Begins from the recovery point that leaves the least to replay.
    public RestoreJob(Site site) {
        this(site, Optional.empty());
    }

    /// @param from the recovery point to begin from, if somebody named one
    public RestoreJob(Site site, Optional<String> from) {
        this.site = site;
        this.from = from;
    }

    /// Idempotent under the operation's token, as [dev.muster.provider.DataStore#restore] is.
    public <S extends Record> Restored run(
            Component<S> component, Target<S> target, RestoreRequest request, Operation operation)
            throws InterruptedException {
        requirePartial(component, request);
        requireFollowing(component, request);
        VaultId id = site.vaults().protecting(component);
        Vault vault = site.vaults().in(id, target.region());
        operation.progress().stage("choosing a recovery point");
        LogReader logs = CapturedLogs.open(site, component, vault);
        RecoveryPoint point =
                new PointChoice<>(site, component, vault, logs, from).choose(request, operation);
        BackupSnapshot snapshot =
                vault.snapshot(component.id(), point.id(), site.vaults().reader(id));
        RestoreReport report =
                site.dataStore(component)
                        .restore(target, request, new SnapshotReader(snapshot), logs, operation);
        return new Restored(point, replayed(point, logs), report);
    }

    /// Lets a standby take over, if it has all that the region of the target holds or can get it.
    public <S extends Record> DataStore.Promotion promote(
            Component<S> component, Target<S> target, Operation operation)
            throws InterruptedException {
        VaultId id = site.vaults().protecting(component);
        Vault vault = site.vaults().in(id, target.region());
        LogReader logs = CapturedLogs.open(site, component, vault);
        RecoveryPoint point =
                new PointChoice<>(site, component, vault, logs, from)
                        .choose(new RestoreTarget.Latest());
        BackupSnapshot snapshot =
                vault.snapshot(component.id(), point.id(), site.vaults().reader(id));
        return site.dataStore(component)
                .promote(target, new SnapshotReader(snapshot), logs, operation);
    }

    private static void requirePartial(Component<?> component, RestoreRequest request) {
        Set<Capability> can = component.kind().capabilities();
        RestoreScope scope = request.scope();
        boolean whole = scope.include().isEmpty() && !scope.deleteExtra();
        boolean possible =
                can.contains(Capability.FILES)
                        || scope.isAll()
                        || (whole && can.contains(Capability.IN_PLACE));
        if (!possible) {
            throw OperationErrors.NO_FILES.error(
                    component.id()
                            + ": a "
                            + component.kind().name()
                            + (can.contains(Capability.IN_PLACE)
                                    ? " cannot be restored in part"
                                    : " cannot be restored in part or in place"),
                    "muster restore " + component.id() + " --into an empty folder");
        }
    }

    private static void requireFollowing(Component<?> component, RestoreRequest request) {
        if (request.standby() && !component.kind().capabilities().contains(Capability.STANDBY)) {
            throw OperationErrors.NO_STANDBY.error(
                    component.id()
                            + ": a copy of a "
                            + component.kind().name()
                            + " cannot follow its source",
                    "leave --standby out");
        }
    }

    /// Reads everything that a restore would, and checks every byte; writes nothing.
    public Restored verify(
            Component<?> component, RegionId region, RestoreTarget target, Progress progress)
            throws InterruptedException {
        VaultId id = site.vaults().protecting(component);
        Vault vault = site.vaults().in(id, region);
        progress.stage("choosing a recovery point");
        LogReader logs = CapturedLogs.open(site, component, vault);
        RecoveryPoint point = new PointChoice<>(site, component, vault, logs, from).choose(target);
        progress.stage("reading");
        Extracted read =
                vault.snapshot(component.id(), point.id(), site.vaults().reader(id))
                        .verify(path -> true, SnapshotReader.told(progress));
        Optional<LogReader.Range> range = rangeOf(logs.ranges(), point);
        if (range.isPresent()) {
            progress.stage("reading log");
            progress.total(range.get().to().offset() - point.from().offset());
            logs.copy(point.from(), range.get().to(), new Counted(progress));
        }
        return new Restored(point, replayed(point, logs), SnapshotReader.report(read));
    }

    /// Takes log that is only read to be checked.
    private static final class Counted extends OutputStream {
        private final Progress progress;

        Counted(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void write(int b) {
            progress.advance(1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            progress.advance(count);
        }
    }

    /// Looks whether [#run] could be done here; changes nothing.
    public <S extends Record> void require(
            Component<S> component, Target<S> target, RestoreRequest request, Operation operation)
            throws InterruptedException {
        VaultId id = site.vaults().protecting(component);
        Vault vault = site.vaults().in(id, target.region());
        LogReader logs = CapturedLogs.open(site, component, vault);
        RecoveryPoint point =
                new PointChoice<>(site, component, vault, logs, from).choose(request, operation);
        BackupSnapshot snapshot =
                vault.snapshot(component.id(), point.id(), site.vaults().reader(id));
        site.dataStore(component)
                .requireRestorable(target, request, new SnapshotReader(snapshot), logs, operation);
    }

    static Optional<LogReader.Range> rangeOf(List<LogReader.Range> ranges, RecoveryPoint point) {
        return ranges.stream()
                .filter(range -> range.from().line().equals(point.from().line()))
                .filter(range -> !point.from().isBefore(range.from()))
                .filter(range -> point.from().isBefore(range.to()))
                .findFirst();
    }

    private static ByteSize replayed(RecoveryPoint point, LogReader logs) {
        return rangeOf(logs.ranges(), point)
                .map(range -> new ByteSize(range.to().offset() - point.from().offset()))
                .orElse(ByteSize.ZERO);
    }

    /// Every recovery point of a component, newest last.
    public static List<RecoveryPoint> points(Site site, Component<?> component) {
        return site.vaults().of(component).points(component.id()).points();
    }

    /// What was brought back.
    ///
    /// @param log how much captured log follows the point
    /// @param report what is not as it was
    public record Restored(RecoveryPoint point, ByteSize log, RestoreReport report) {}
}
