package dev.muster.operations.restore;

import dev.muster.model.ComponentId;
import dev.muster.model.FileNames;
import dev.muster.model.Names;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import dev.muster.strategy.Component;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.Selection;
import dev.muster.vault.repository.Vault;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of one recovery point, of whatever kind its component is.
public final class PointFiles {
    /// Time, component, epoch and number.
    private static final Pattern POINT = Pattern.compile("[0-9]{8}t[0-9]{9}z-(.+)-[0-9]+-[0-9]+");

    private final BackupSnapshot snapshot;

    private PointFiles(BackupSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// @param name of a recovery point, or of a component, whose newest point is then meant
    public static PointFiles open(Site site, String name) {
        Matcher matcher = POINT.matcher(name);
        boolean point = matcher.matches();
        String id = point ? matcher.group(1) : name;
        if (!Names.isLabel(id)) {
            throw OperationErrors.NO_POINT.error(
                    "there is no recovery point '" + name + "'",
                    "see what there is: muster points COMPONENT");
        }
        Component<?> component = site.protectedComponent(new ComponentId(id));
        VaultId vaultId = site.vaults().protecting(component);
        Vault vault = site.vaults().in(vaultId, region(component));
        return new PointFiles(
                vault.snapshot(
                        component.id(),
                        point ? name : newest(vault, component),
                        site.vaults().reader(vaultId)));
    }

    private static RegionId region(Component<?> component) {
        return component.recovery().in().or(component::region).orElseThrow();
    }

    private static String newest(Vault vault, Component<?> component) {
        List<RecoveryPoint> points = vault.points(component.id()).points();
        if (points.isEmpty()) {
            throw OperationErrors.NO_POINT.error(
                    component.id() + " has no recovery point yet",
                    "muster backup " + component.id());
        }
        return points.getLast().id();
    }

    public RecoveryPoint point() {
        return snapshot.point();
    }

    /// Everything below a path, in the backup's order.
    ///
    /// @param path empty for everything
    /// @param deep also what is in its folders
    /// @throws dev.muster.model.MusterException if there is nothing of that path
    public void list(String path, boolean deep, Consumer<FileEntry> each) {
        String prefix = path.isEmpty() ? "" : path + "/";
        boolean[] found = {path.isEmpty()};
        snapshot.entries(entry -> {
            String at = entry.path();
            boolean below = at.startsWith(prefix) && !at.equals(FileEntry.ROOT);
            found[0] |= below || at.equals(path);
            boolean shown = below && (deep || at.indexOf('/', prefix.length()) < 0);
            if (shown || (at.equals(path) && !(entry instanceof FileEntry.Folder))) {
                each.accept(entry);
            }
        });
        if (!found[0]) {
            throw noSuchFile(path);
        }
    }

    private RuntimeException noSuchFile(String path) {
        return OperationErrors.NO_SUCH_FILE.error(
                point().id() + " has no '" + FileNames.show(path) + "'",
                "muster files list " + point().id());
    }

    /// Writes files and folders below a folder, where none of them may be; all of them or nothing.
    public RestoreReport get(List<String> paths, Path into, Progress progress)
            throws InterruptedException {
        Set<String> missing = new HashSet<>(paths);
        snapshot.entries(entry ->
                paths.stream().filter(path -> covers(path, entry.path())).forEach(missing::remove));
        if (!missing.isEmpty()) {
            throw noSuchFile(missing.iterator().next());
        }
        progress.stage("restoring files");
        return SnapshotReader.report(
                snapshot.restore(
                        into,
                        Selection.of(at -> paths.stream().anyMatch(path -> covers(path, at))),
                        SnapshotReader.told(progress)));
    }

    private static boolean covers(String path, String at) {
        return at.equals(path) || at.startsWith(path + "/");
    }
}
