package dev.muster.operations.restore;

import dev.muster.model.RecoveryPoint;
import dev.muster.model.VaultId;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.capture.CapturedLogs;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.Previews;
import dev.muster.provider.Previews.Shown;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.Vault;
import java.util.Optional;

/// Opens a preview of one component from what the region of the target holds.
public final class PreviewJob {
    private final Site site;
    private final Optional<String> from;

    /// @param from the recovery point to begin from, if somebody named one
    public PreviewJob(Site site, Optional<String> from) {
        this.site = site;
        this.from = from;
    }

    /// @throws dev.muster.model.MusterException if the component's kind has none
    public <S extends Record> Previews<S> previews(Component<S> component) {
        return site.dataStore(component)
                .previews()
                .orElseThrow(() ->
                        OperationErrors.NO_PREVIEWS.error(
                                component.id()
                                        + ": a "
                                        + component.kind().name()
                                        + " cannot be previewed",
                                "muster restore " + component.id() + " --into an empty folder"));
    }

    public <S extends Record> Shown open(
            Component<S> component,
            Target<S> target,
            RestoreRequest request,
            int port,
            Operation operation)
            throws InterruptedException {
        Previews<S> previews = previews(component);
        VaultId id = site.vaults().protecting(component);
        Vault vault = site.vaults().in(id, target.region());
        operation.progress().stage("choosing a recovery point");
        LogReader logs = CapturedLogs.open(site, component, vault);
        RecoveryPoint point =
                new PointChoice<>(site, component, vault, logs, from).choose(request, operation);
        BackupSnapshot snapshot =
                vault.snapshot(component.id(), point.id(), site.vaults().reader(id));
        return previews.open(target, request, port, new SnapshotReader(snapshot), logs, operation);
    }
}
