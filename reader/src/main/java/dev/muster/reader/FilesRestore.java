package dev.muster.reader;

import dev.muster.model.FileNames;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.Extracted;
import dev.muster.vault.repository.Selection;
import java.nio.file.Path;

/// Puts files back as they are, each byte checked, all of them or none.
final class FilesRestore {
    private final BackupSnapshot snapshot;
    private final Surroundings around;

    FilesRestore(BackupSnapshot snapshot, Surroundings around) {
        this.snapshot = snapshot;
        this.around = around;
    }

    void all(String into) throws InterruptedException {
        restore(into, Selection.ALL);
    }

    /// A file with its path, or a folder with all that is in it.
    void one(String path, String into) throws InterruptedException {
        FileEntry entry =
                snapshot.entry(path)
                        .orElseThrow(() ->
                                new UsageException(
                                        "the recovery point has no " + FileNames.show(path)));
        String below = path + "/";
        restore(into, Selection.of(it -> it.equals(entry.path()) || it.startsWith(below)));
    }

    private void restore(String into, Selection selection) throws InterruptedException {
        Path folder = Path.of(into).toAbsolutePath().normalize();
        Extracted done = snapshot.restore(folder, selection, new Progress(around.err()));
        done.notes().forEach(note -> around.err().println("  " + note));
        around.out().println(done.files() + " files, " + done.written() + ", are in " + folder);
    }
}
