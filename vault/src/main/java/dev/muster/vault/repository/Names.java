package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.model.SpecialFile;
import dev.muster.posix.Directory;
import dev.muster.vault.format.FileEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Makes the names that have no content: links, further names of files, fifos. Called by one
/// thread.
final class Names {
    private final RestoreTree tree;
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(FileEntry.HardLink link, String first) {}

    Names(RestoreTree tree) {
        this.tree = tree;
    }

    void link(FileEntry.Link link) throws IOException {
        byte[] name = OpenFolders.name(link.path());
        try (OpenFolders.Lease lease = folder(link)) {
            lease.directory().makeLink(name, FileNames.bytes(link.target()));
            tree.setter.set(lease.directory(), name, link.path(), link.metadata(), true);
        }
        tree.notes.files.increment();
    }

    void special(FileEntry.Special special) throws IOException {
        if (special.what().sort() != SpecialFile.Sort.FIFO) {
            String sort = special.what().sort() == SpecialFile.Sort.SOCKET ? "socket" : "device";
            tree.notes.note("it is a " + sort + " and was not made", special.path());
            return;
        }
        byte[] name = OpenFolders.name(special.path());
        try (OpenFolders.Lease lease = folder(special)) {
            lease.directory().makeFifo(name);
            tree.setter.set(lease.directory(), name, special.path(), special.metadata(), false);
        }
        tree.notes.files.increment();
    }

    /// Once the content of all files so far is there.
    void hardLink(FileEntry.HardLink link, String first) {
        pending.add(new Pending(link, first));
    }

    void makeHardLinks() throws IOException {
        for (Pending next : pending) {
            makeHardLink(next.link(), next.first());
        }
        pending.clear();
    }

    private void makeHardLink(FileEntry.HardLink link, String first) throws IOException {
        try (OpenFolders.Lease to = folder(link);
                OpenFolders.Lease from = tree.folders.get(OpenFolders.parent(first))) {
            byte[] firstName = OpenFolders.name(first);
            Directory origin = from.directory();
            if (!origin.has(firstName)) {
                tree.notes.lose(link.path(), "it is another name of " + FileNames.show(first));
                return;
            }
            to.directory().makeHardLink(OpenFolders.name(link.path()), origin, firstName);
        }
        tree.notes.files.increment();
    }

    private OpenFolders.Lease folder(FileEntry entry) throws IOException {
        return tree.folders.get(OpenFolders.parent(entry.path()), true);
    }
}
