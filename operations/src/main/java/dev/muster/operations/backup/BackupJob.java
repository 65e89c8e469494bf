package dev.muster.operations.backup;

import dev.muster.model.Epoch;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.VaultId;
import dev.muster.operations.Call;
import dev.muster.operations.Cancellation;
import dev.muster.operations.FileLocks;
import dev.muster.operations.Site;
import dev.muster.provider.BackupFlaws;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.DataStore;
import dev.muster.provider.Progress;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.WriteRule;

/// Takes one base backup of a component.
///
/// A backup that dies leaves nothing visible; the next one finds what was already stored.
public final class BackupJob {
    private final Site site;

    public BackupJob(Site site) {
        this.site = site;
    }

    /// @throws InterruptedException when cancelled; nothing of it is visible then
    public <S extends Record> Taken run(
            Component<S> component, Progress progress, Cancellation cancellation)
            throws InterruptedException {
        String what = "backup of " + component.id();
        try (FileLocks.Held _ =
                FileLocks.lock(site.state().lock("backup-" + component.id()), what)) {
            VaultId id = site.vaults().protecting(component);
            Vault vault = site.vaults().of(component);
            DataStore<S> store = site.dataStore(component);
            Target<S> target = site.targets().atHome(component);
            progress.stage("looking at " + component.id());
            store.examine(target);
            try (BackupSession session =
                    vault.backup(
                            site.vaults().keys(id).source(component.id()),
                            Epoch.FIRST,
                            WriteRule.ANY)) {
                Call call = call(component, progress, cancellation);
                BackupSummary summary = store.backup(target, new SessionWriter(session), call);
                cancellation.check();
                progress.stage("storing");
                RecoveryPoint point =
                        session.commit(
                                summary.startedAt(),
                                summary.consistentAt(),
                                summary.from(),
                                summary.consistentFrom());
                return new Taken(point, summary.flaws());
            }
        }
    }

    /// What was made.
    ///
    /// @param flaws what of it is missing or torn
    public record Taken(RecoveryPoint point, BackupFlaws flaws) {}

    private Call call(Component<?> component, Progress progress, Cancellation cancellation) {
        String token = "backup." + component.id();
        return new Call(
                token,
                Epoch.FIRST,
                site.state().work(token),
                site.timing(),
                progress,
                cancellation);
    }
}
