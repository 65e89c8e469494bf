package dev.muster.provider.files.backup;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.posix.Accounts;
import dev.muster.posix.Directory;
import dev.muster.provider.Examination;
import dev.muster.provider.files.kind.FilesErrors;
import dev.muster.provider.files.kind.FilesSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looks whether a folder can be backed up, without reading it.
public final class Examiner {
    private final ComponentId component;
    private final Path folder;

    public Examiner(ComponentId component, FilesSettings settings) {
        this.component = component;
        this.folder = Path.of(settings.path().path());
    }

    public Examination run() {
        try (Directory open = Directory.open(folder)) {
            requireOutsideVaults();
            List<String> notes = new ArrayList<>();
            if (open.list().isEmpty()) {
                notes.add(folder + " is empty");
            }
            if (!Accounts.isRoot()) {
                notes.add("Muster does not run as root: it can read only what its user may");
            }
            long used = used();
            return new Examination("files 1", new ByteSize(used), notes);
        } catch (IOException e) {
            throw FilesErrors.UNREADABLE.error(
                    component + ": " + folder + " cannot be read: " + Flaws.reason(e),
                    "ls -ld " + folder,
                    e);
        }
    }

    /// At most what the file system holds; counting the files would take as long as reading them.
    private long used() throws IOException {
        java.nio.file.FileStore store = Files.getFileStore(folder);
        return Math.max(1, store.getTotalSpace() - store.getUnallocatedSpace());
    }

    private void requireOutsideVaults() throws IOException {
        Path real = folder.toRealPath();
        for (Path at = real; at != null; at = at.getParent()) {
            if (isVault(at)) {
                throw FilesErrors.INSIDE_VAULT.error(
                        component + ": " + folder + " lies inside the vault " + at,
                        "choose another `path:`");
            }
        }
    }

    private static boolean isVault(Path folder) throws IOException {
        try (Directory open = Directory.open(folder)) {
            return VaultMark.isVault(open);
        } catch (java.nio.file.AccessDeniedException closed) {
            // a vault that we may not look into is not ours to keep out of
            return false;
        }
    }
}
