package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.posix.Directory;
import dev.muster.posix.DirectoryEntry;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// Removes what is in a folder and not in the backup that was restored over it. One thread.
final class ExtraFiles {
    private final Path folder;
    private final Predicate<String> wanted;
    private final RestoreNotes notes;
    private final Deque<Level> levels = new ArrayDeque<>();

    /// A folder whose names are being gathered.
    private record Level(FileEntry.Folder folder, Set<String> names) {
        String path() {
            return folder.path().equals(FileEntry.ROOT) ? "" : folder.path();
        }
    }

    ExtraFiles(Path folder, Predicate<String> wanted, RestoreNotes notes) {
        this.folder = folder;
        this.wanted = wanted;
        this.notes = notes;
    }

    /// @param root whose paths are in order, the folder itself first
    void remove(BackupTree tree, Root root) throws IOException, InterruptedException {
        if (!root.ordered()) {
            throw new IllegalArgumentException("the backup's paths are in no order");
        }
        try (Directory target = Directory.open(folder);
                OpenFolders folders = new OpenFolders(target)) {
            tree.eachEntry(root, entry -> see(entry, folders));
            while (!levels.isEmpty()) {
                end(folders);
            }
        }
    }

    private void see(FileEntry entry, OpenFolders folders) throws IOException {
        boolean root = entry.path().equals(FileEntry.ROOT);
        String parent = OpenFolders.parent(entry.path());
        while (!root && !levels.isEmpty() && !levels.peek().path().equals(parent)) {
            end(folders);
        }
        if (!root && !levels.isEmpty()) {
            levels.peek().names().add(entry.path());
        }
        if (entry instanceof FileEntry.Folder here) {
            levels.push(new Level(here, new HashSet<>()));
        }
    }

    private void end(OpenFolders folders) throws IOException {
        Level level = levels.pop();
        try (OpenFolders.Lease lease = folders.get(level.path())) {
            boolean touched = false;
            for (DirectoryEntry entry : lease.directory().list()) {
                String name = FileNames.text(entry.name());
                String path = level.path().isEmpty() ? name : level.path() + "/" + name;
                if (!level.names().contains(path) && wanted.test(path)) {
                    lease.directory().removeAll(entry.name());
                    notes.note("it was not in the backup and was removed", path);
                    touched = true;
                }
            }
            if (touched && level.folder().metadata().modified().isPresent()) {
                lease.directory().setModified(level.folder().metadata().modified().get());
            }
        } catch (java.nio.file.NoSuchFileException absent) {
            // a folder that was not wanted is not there
            return;
        }
    }
}
