package dev.muster.operations.backup;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
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
import dev.muster.vault.VaultErrors;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.WriteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
            DataStore<S> store = site.dataStore(component);
            Target<S> target = site.targets().atHome(component);
            progress.stage("looking at " + component.id());
            store.examine(target);
            Attempt<S> attempt = new Attempt<>(component, store, target, progress, cancellation);
            return take(attempt);
        }
    }

    private <S extends Record> Taken take(Attempt<S> attempt) throws InterruptedException {
        MusterException failed;
        int left = 2;
        do {
            try {
                return attempt(attempt, Optional.empty());
            } catch (MusterException error) {
                failed = error;
            }
            left--;
        } while (left > 0 && attempt.store().isSpoilt(failed.code()));
        return attempt(attempt, Optional.of(whole(attempt.store(), failed)));
    }

    /// Why everything is read after a failure.
    ///
    /// @throws MusterException the failure, if that would not help
    private static String whole(DataStore<?> store, MusterException failed) {
        if (store.isSpoilt(failed.code())) {
            return String.valueOf(failed.getMessage());
        }
        if (failed.code().equals(VaultErrors.NOT_KEPT)) {
            return "the map of the backup before is damaged; type: muster vault scrub";
        }
        throw failed;
    }

    private record Attempt<S extends Record>(
            Component<S> component,
            DataStore<S> store,
            Target<S> target,
            Progress progress,
            Cancellation cancellation) {}

    /// @param whole why it must not take over unread what the backup before holds; empty if it may
    private <S extends Record> Taken attempt(Attempt<S> attempt, Optional<String> whole)
            throws InterruptedException {
        Component<S> component = attempt.component();
        VaultId id = site.vaults().protecting(component);
        Vault vault = site.vaults().of(component);
        try (BackupSession session =
                vault.backup(
                        site.vaults().keys(id).source(component.id()),
                        Epoch.FIRST,
                        WriteRule.ANY)) {
            Call call = call(component, attempt.progress(), attempt.cancellation());
            BackupSummary summary =
                    attempt.store()
                            .backup(
                                    attempt.target(),
                                    new SessionWriter(session, whole.isEmpty()),
                                    call);
            attempt.cancellation().check();
            attempt.progress().stage("storing");
            RecoveryPoint point =
                    session.commit(
                            summary.startedAt(),
                            summary.consistentAt(),
                            summary.from(),
                            summary.consistentFrom());
            return new Taken(point, summary.flaws(), remarks(summary, whole), session.lacking());
        }
    }

    private static List<String> remarks(BackupSummary summary, Optional<String> whole) {
        List<String> remarks = new ArrayList<>(summary.remarks());
        whole.ifPresent(why -> remarks.add("everything was read: " + why));
        return remarks;
    }

    /// What was made.
    ///
    /// @param flaws what of it is missing or torn
    /// @param remarks what the user should know of how it was made
    /// @param lacking the copies that do not have it yet, with what went wrong there
    public record Taken(
            RecoveryPoint point,
            BackupFlaws flaws,
            List<String> remarks,
            Map<RegionId, MusterException> lacking) {
        public Taken {
            remarks = List.copyOf(remarks);
            lacking = new TreeMap<>(lacking);
        }
    }

    private Call call(Component<?> component, Progress progress, Cancellation cancellation) {
        return Call.outsideRuns(site, "backup." + component.id(), progress, cancellation);
    }
}
