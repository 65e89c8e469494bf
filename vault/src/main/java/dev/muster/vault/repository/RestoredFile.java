package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.posix.FileStatus;
import dev.muster.posix.FileType;
import dev.muster.posix.OpenFile;
import dev.muster.vault.format.FileEntry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A file while it is restored. Many threads write; the last one ends it.
final class RestoredFile implements RestoreTarget {
    private final RestoreTree tree;
    private final FileEntry.Content entry;
    private final AtomicInteger expected = new AtomicInteger(1);
    private boolean made;
    private volatile boolean written;
    private volatile @Nullable OpenFile single;
    private volatile @Nullable MusterException lost;

    /// @param present whether it is there and only differences are written
    RestoredFile(RestoreTree tree, FileEntry.Content entry, boolean present) {
        this.tree = tree;
        this.entry = entry;
        this.made = present;
        this.written = !present;
    }

    FileEntry.Content entry() {
        return entry;
    }

    /// Opens it, and makes it the first time.
    OpenFile open() throws IOException {
        try (OpenFolders.Lease folder = folder()) {
            byte[] name = OpenFolders.name(entry.path());
            if (made) {
                OpenFile file = folder.directory().update(name);
                requireAlone(file);
                return file;
            }
            OpenFile file = folder.directory().create(name);
            made = true;
            file.truncate(entry.size());
            return file;
        }
    }

    private OpenFolders.Lease folder() throws IOException {
        return tree.folders.get(OpenFolders.parent(entry.path()), true);
    }

    /// What has another name, perhaps outside, is never written to.
    static void requireAlone(OpenFile file) throws IOException {
        FileStatus status = file.status();
        if (status.type() != FileType.FILE || status.links() != 1) {
            file.close();
            throw new FileSystemException(
                    file.path(), null, "was exchanged for something else meanwhile");
        }
    }

    @Override
    public void write(byte[] content, int from, int count, long at) throws IOException {
        written = true;
        tree.notes.written.add(count);
        if (!made && at == 0 && count == entry.size()) {
            writeWhole(content, from, count);
            return;
        }
        try (OpenFiles.Lease lease = tree.files.get(this)) {
            lease.file().write(content, from, count, at);
        }
    }

    private void writeWhole(byte[] content, int from, int count) throws IOException {
        try (OpenFolders.Lease folder = folder()) {
            OpenFile file = folder.directory().create(OpenFolders.name(entry.path()));
            made = true;
            single = file;
            file.write(content, from, count, 0);
        }
    }

    /// Zeros where something else is.
    void clear(OpenFile file, long at, long length) throws IOException {
        written = true;
        file.makeHole(at, length);
    }

    @Override
    public void expect() {
        expected.incrementAndGet();
    }

    @Override
    public void done() throws IOException {
        if (expected.decrementAndGet() == 0) {
            boolean waits = written && tree.mustSync(entry.size());
            tree.end(waits, () -> end(waits));
        }
    }

    @Override
    public void lose(MusterException why) {
        lost = why;
    }

    private void end(boolean sync) throws IOException {
        MusterException why = lost;
        OpenFile one = single;
        single = null;
        if (why != null) {
            if (one != null) {
                one.close();
            }
            drop(why);
            return;
        }
        try (OpenFile file = one != null ? one : tree.files.take(this)) {
            finish(file);
            if (sync) {
                file.sync();
            }
        }
        tree.notes.files.increment();
        if (entry.torn()) {
            tree.notes.note("it changed while it was backed up", entry.path());
        }
    }

    private void finish(OpenFile file) throws IOException {
        FileStatus now = file.status();
        if (now.size() != entry.size()) {
            file.truncate(entry.size());
            written = true;
        }
        boolean asItWas =
                !written
                        && tree.setter.isSet(now, entry.metadata())
                        && tree.setter.hasAttributes(file, entry.metadata());
        if (!asItWas) {
            tree.setter.set(file, entry.path(), entry.metadata());
        }
    }

    /// A file that is half of what it was is worse than none.
    private void drop(MusterException why) throws IOException {
        tree.files.drop(this);
        tree.notes.lose(entry.path(), why.getMessage());
        try (OpenFolders.Lease folder = folder()) {
            folder.directory().remove(OpenFolders.name(entry.path()));
        } catch (NoSuchFileException never) {
            // none of it had come yet
            return;
        }
    }
}
