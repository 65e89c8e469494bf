package dev.muster.vault.repository;

import dev.muster.model.FileMetadata;
import dev.muster.vault.format.FileEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Remembers the folders of a restore, to give them modes and times once all names are in them.
final class FolderTimes {
    /// For folders of which the backup tells nothing.
    private static final int USUAL = 0755;

    private final List<FileEntry.Folder> folders = new ArrayList<>();
    private final Set<String> told = new TreeSet<>();

    void add(FileEntry.Folder folder) {
        folders.add(folder);
        told.add(path(folder));
    }

    /// A folder that was only made for what is in it.
    void implied(String path) {
        if (!path.isEmpty() && told.add(path)) {
            folders.add(new FileEntry.Folder(path, FileMetadata.ofMode(USUAL)));
            implied(OpenFolders.parent(path));
        }
    }

    private static String path(FileEntry.Folder folder) {
        return folder.path().equals(FileEntry.ROOT) ? "" : folder.path();
    }

    /// Deepest first, since a folder may be closed to us once it has its mode.
    void set(RestoreTree tree) throws IOException {
        folders.sort(Comparator.comparingInt((FileEntry.Folder it) -> depth(it)).reversed());
        for (FileEntry.Folder folder : folders) {
            tree.setFolder(path(folder), folder.metadata());
        }
    }

    /// The folder of all once more, after its names changed.
    void setRoot(RestoreTree tree) throws IOException {
        for (FileEntry.Folder folder : folders) {
            if (path(folder).isEmpty()) {
                tree.setFolder("", folder.metadata());
            }
        }
    }

    private static int depth(FileEntry.Folder folder) {
        String path = path(folder);
        return path.isEmpty() ? 0 : 1 + (int) path.chars().filter(c -> c == '/').count();
    }
}
