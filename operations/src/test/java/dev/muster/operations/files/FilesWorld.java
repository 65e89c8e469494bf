package dev.muster.operations.files;

import dev.muster.model.ComponentId;
import dev.muster.model.Digest;
import dev.muster.model.Epoch;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Timing;
import dev.muster.operations.Call;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Providers;
import dev.muster.operations.Site;
import dev.muster.operations.StateFolder;
import dev.muster.operations.StorageRoles;
import dev.muster.operations.Stores;
import dev.muster.operations.Vaults;
import dev.muster.operations.backup.BackupJob;
import dev.muster.operations.restore.RestoreJob;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.RestoreScope;
import dev.muster.provider.Target;
import dev.muster.provider.files.FilesProvider;
import dev.muster.provider.files.kind.FilesKind;
import dev.muster.strategy.Component;
import dev.muster.strategy.VaultPlace;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.VaultStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A folder that is protected in a vault with two copies, all below one folder.
final class FilesWorld implements AutoCloseable {
    final Path folder;
    final Path data;
    private final Site site;
    private final Component<?> component;

    FilesWorld(Path folder, boolean fresh) {
        this.folder = folder;
        this.data = folder.resolve("data");
        Vaults vaults;
        var strategy =
                new StrategyReader(List.of(new FilesKind()))
                        .read(Map.of("muster.yaml", text()), Variables.NONE)
                        .orThrow()
                        .strategy();
        Timing timing = new LateTiming();
        vaults = new Vaults(strategy, folder.resolve("keys"), new Folders(), VaultPorts.of(timing));
        this.site =
                new Site(
                        strategy,
                        new Providers(List.of(new FilesProvider())),
                        vaults,
                        new StateFolder(folder.resolve("state")),
                        timing);
        this.component = strategy.components().get(new ComponentId("uploads"));
        if (fresh) {
            strategy.vaults().keySet().forEach(id -> vaults.create(id).close());
        }
    }

    private String text() {
        return """
        strategy: own
        regions:
          here: { provider: local, folder: "%1$s/here" }
          there: { provider: local, folder: "%1$s/there" }
        vaults:
          main:
            url: "file://%1$s/here/vault"
            region: here
            copies: [ { url: "file://%1$s/there/vault", region: there } ]
        contacts: { you: { name: You, email: you@example.com } }
        components:
          uploads:
            kind: files
            region: here
            owner: you
            path: "%1$s/data"
            pages: { "*.ibd": 8KiB }
            protect: { vault: main, full: "0 * * * *" }
            recover: { in: there, method: restore, into: "%1$s/out" }
        """
                .formatted(folder);
    }

    BackupJob.Taken backup() throws InterruptedException {
        return new BackupJob(site).run(component, Progress.SILENT, new Cancellation());
    }

    RestoreReport restore(Path into, RestoreScope scope, Progress progress)
            throws InterruptedException {
        return restore(component, into, scope, new RestoreTarget.Latest(), progress);
    }

    RestoreReport restore(Path into, Instant moment) throws InterruptedException {
        return restore(
                component,
                into,
                RestoreScope.ALL,
                new RestoreTarget.AtTime(moment),
                Progress.SILENT);
    }

    private <S extends Record> RestoreReport restore(
            Component<S> found,
            Path into,
            RestoreScope scope,
            RestoreTarget moment,
            Progress progress)
            throws InterruptedException {
        Target<S> target = site.targets().restored(found, new RegionId("there"), moment);
        String token = "restore." + Digest.of(into.toString()).brief();
        return new RestoreJob(site)
                .run(
                        found,
                        target,
                        new RestoreRequest(into, moment, scope),
                        new Call(
                                token,
                                Epoch.FIRST,
                                site.state().work(token),
                                site.timing(),
                                progress,
                                new Cancellation()))
                .report();
    }

    @Override
    public void close() {
        site.vaults().close();
    }

    /// A clock that is a minute ahead, so that no file looks as if it had been changed just now.
    private static final class LateTiming implements Timing {
        @Override
        public Instant instant() {
            return Instant.now().plusSeconds(60);
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    }

    private record Folders() implements Stores {
        @Override
        public VaultStore open(VaultPlace.Copy copy) {
            return new FolderStore(path(copy));
        }

        @Override
        public void make(VaultPlace.Copy copy) {
            try {
                Files.createDirectories(path(copy));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Map<String, Object> policies(VaultPlace.Copy copy, StorageRoles roles) {
            return Map.of();
        }

        private static Path path(VaultPlace.Copy copy) {
            return Path.of(copy.url().toString().substring("file://".length()));
        }
    }
}
