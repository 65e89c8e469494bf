package dev.muster.operations.restore;

import dev.muster.kind.Capability;
import dev.muster.model.ByteSize;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.VaultId;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.capture.CapturedLogs;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.Extracted;
import dev.muster.vault.repository.Vault;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Brings one component back into a folder, from what the region of the target holds: the vault's
/// copy there, and the spool of this machine.
public final class RestoreJob {
    private final Site site;

    public RestoreJob(Site site) {
        this.site = site;
    }

    /// Idempotent under the operation's token, as [dev.muster.provider.DataStore#restore] is.
    public <S extends Record> Restored run(
            Component<S> component, Target<S> target, RestoreRequest request, Operation operation)
            throws InterruptedException {
        requirePartial(component, request);
        VaultId id = site.vaults().protecting(component);
        Vault vault = site.vaults().in(id, target.region());
        operation.progress().stage("choosing a recovery point");
        LogReader logs = CapturedLogs.open(site, component, vault);
        RecoveryPoint point = choose(component, vault, logs, request.target());
        BackupSnapshot snapshot =
                vault.snapshot(component.id(), point.id(), site.vaults().keys(id).archive());
        RestoreReport report =
                site.dataStore(component)
                        .restore(target, request, new SnapshotReader(snapshot), logs, operation);
        return new Restored(point, replayed(point, logs), report);
    }

    private static void requirePartial(Component<?> component, RestoreRequest request) {
        boolean files = component.kind().capabilities().contains(Capability.FILES);
        if (!files && !request.scope().isAll()) {
            throw OperationErrors.NO_FILES.error(
                    component.id()
                            + ": a "
                            + component.kind().name()
                            + " cannot be restored in part or in place",
                    "muster restore " + component.id() + " --into an empty folder");
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
        RecoveryPoint point = choose(component, vault, logs, target);
        progress.stage("reading");
        Extracted read =
                vault.snapshot(component.id(), point.id(), site.vaults().keys(id).archive())
                        .verify(path -> true, SnapshotReader.told(progress));
        Optional<LogReader.Range> range = rangeOf(logs, point);
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
        RecoveryPoint point = choose(component, vault, logs, request.target());
        BackupSnapshot snapshot =
                vault.snapshot(component.id(), point.id(), site.vaults().keys(id).archive());
        site.dataStore(component)
                .requireRestorable(target, request, new SnapshotReader(snapshot), logs, operation);
    }

    /// The newest point that the target can be reached from.
    private RecoveryPoint choose(
            Component<?> component, Vault vault, LogReader logs, RestoreTarget target) {
        boolean captured = component.protection().filter(how -> how.logs().isPresent()).isPresent();
        return vault.points(component.id()).points().stream()
                .filter(point -> reaches(point, target))
                .filter(point -> !captured || covers(logs, point) || isAlone(target))
                .max(
                        Comparator.comparing((RecoveryPoint point) -> covers(logs, point))
                                .thenComparing(RecoveryPoint::consistentAt))
                .orElseThrow(() ->
                        OperationErrors.NO_POINT.error(
                                "no recovery point of "
                                        + component.id()
                                        + " can be brought to "
                                        + text(target),
                                "see what there is: muster points " + component.id()));
    }

    /// A backup holds the log that makes it consistent, so that without captured log it still can
    /// be brought to its own end.
    private static boolean isAlone(RestoreTarget target) {
        return target instanceof RestoreTarget.Latest;
    }

    private static boolean reaches(RecoveryPoint point, RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.AtTime(Instant time) -> !point.consistentAt().isAfter(time);
            case RestoreTarget.AtPosition(LogPosition position) ->
                    !point.consistentFrom().line().equals(position.line())
                            || !position.isBefore(point.consistentFrom());
            case RestoreTarget.Latest _, RestoreTarget.AtTransaction _, RestoreTarget.AtName _ ->
                    true;
        };
    }

    /// Whether the captured log makes the point consistent.
    private static boolean covers(LogReader logs, RecoveryPoint point) {
        return rangeOf(logs, point)
                .filter(range -> !range.to().isBefore(point.consistentFrom()))
                .isPresent();
    }

    private static Optional<LogReader.Range> rangeOf(LogReader logs, RecoveryPoint point) {
        return logs.ranges().stream()
                .filter(range -> range.from().line().equals(point.from().line()))
                .filter(range -> !point.from().isBefore(range.from()))
                .filter(range -> point.from().isBefore(range.to()))
                .findFirst();
    }

    private static ByteSize replayed(RecoveryPoint point, LogReader logs) {
        return rangeOf(logs, point)
                .map(range -> new ByteSize(range.to().offset() - point.from().offset()))
                .orElse(ByteSize.ZERO);
    }

    private static String text(RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.Latest _ -> "its newest state";
            case RestoreTarget.AtTime(Instant time) -> time.toString();
            case RestoreTarget.AtPosition(LogPosition position) -> position.toString();
            case RestoreTarget.AtTransaction(String transaction) -> "transaction " + transaction;
            case RestoreTarget.AtName(String name) -> "the point named " + name;
        };
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
