package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.model.MusterException;
import dev.muster.model.SpecialFile;
import dev.muster.posix.Directory;
import dev.muster.posix.FileStatus;
import dev.muster.posix.FileType;
import dev.muster.posix.OpenFile;
import dev.muster.vault.format.FileEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Restores over what is there: what is the same is only read, files are changed where they differ.
///
/// It may be killed and run again any number of times; until it has ended, a file may be part old
/// and part new.
final class InPlaceTree implements Destination {
    private static final int OWNER_ALL = 0700;
    private static final int OWNER_WRITES = 0600;

    private final Directory target;
    private final RestoreTree tree;
    private final RestoreNotes notes;
    private final FileReading reading;
    private final ContentRun run;
    private final Comparison comparison;
    private final Names names;
    private final FolderTimes times = new FolderTimes();
    private final ExtractProgress progress;
    private final boolean deleteExtra;

    InPlaceTree(
            Path folder,
            long count,
            boolean deleteExtra,
            RestoreNotes notes,
            Workers workers,
            FileReading reading,
            ContentRun run,
            ExtractProgress progress,
            PackReader packs)
            throws IOException {
        this.notes = notes;
        this.reading = reading;
        this.run = run;
        this.progress = progress;
        this.deleteExtra = deleteExtra;
        Files.createDirectories(folder);
        this.target = Directory.open(folder);
        this.tree = new RestoreTree(folder, target, notes, workers, count);
        this.comparison =
                new Comparison(packs.secret(), workers, run, progress, notes, tree::failed);
        this.names = new Names(tree);
    }

    @Override
    public boolean isWritten() {
        return false;
    }

    @Override
    public void folder(FileEntry.Folder made) throws IOException {
        times.add(made);
        if (!made.path().equals(FileEntry.ROOT)) {
            ensureFolder(made.path());
            notes.files.increment();
        }
    }

    /// A folder of that path, open to us.
    private void ensureFolder(String path) throws IOException {
        if (path.isEmpty() || tree.folders.knows(path)) {
            return;
        }
        ensureFolder(OpenFolders.parent(path));
        byte[] name = OpenFolders.name(path);
        try (OpenFolders.Lease above = tree.folders.get(OpenFolders.parent(path))) {
            Optional<FileStatus> now = status(above.directory(), name);
            if (now.isEmpty()) {
                times.implied(path);
            } else if (now.get().type() != FileType.FOLDER) {
                above.directory().remove(name);
            } else if ((now.get().mode() & OWNER_ALL) != OWNER_ALL) {
                open(above.directory(), name, now.get());
                times.implied(path);
            }
        }
        tree.folders.get(path, true).close();
    }

    /// Lets us into a folder of ours that is closed; it gets its mode at the end.
    private static void open(Directory above, byte[] name, FileStatus now) throws IOException {
        try (Directory folder = above.folder(name)) {
            folder.setMode(now.mode() | OWNER_ALL);
        } catch (AccessDeniedException closed) {
            above.setMode(name, now.mode() | OWNER_ALL);
        }
    }

    private static Optional<FileStatus> status(Directory folder, byte[] name) throws IOException {
        try {
            return Optional.of(folder.status(name));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public void link(FileEntry.Link link) throws IOException {
        byte[] name = OpenFolders.name(link.path());
        try (OpenFolders.Lease lease = parent(link)) {
            Directory folder = lease.directory();
            Optional<FileStatus> now = status(folder, name);
            boolean same =
                    now.isPresent()
                            && now.get().type() == FileType.LINK
                            && Arrays.equals(folder.readLink(name), FileNames.bytes(link.target()));
            if (same) {
                setAgain(folder, name, link, now.get());
                return;
            }
            makeRoom(folder, name, now, link.path());
        }
        names.link(link);
    }

    /// What is known of a link or fifo that is there.
    private void setAgain(Directory folder, byte[] name, FileEntry entry, FileStatus now)
            throws IOException {
        notes.files.increment();
        if (!tree.setter.isSet(now, entry.metadata())) {
            boolean link = entry instanceof FileEntry.Link;
            tree.setter.set(folder, name, entry.path(), entry.metadata(), link);
        }
    }

    @Override
    public void hardLink(FileEntry.HardLink link, String first) throws IOException {
        byte[] name = OpenFolders.name(link.path());
        try (OpenFolders.Lease lease = parent(link)) {
            Optional<FileStatus> now = status(lease.directory(), name);
            if (now.isPresent() && isFirst(now.get(), first)) {
                notes.files.increment();
                return;
            }
            makeRoom(lease.directory(), name, now, link.path());
        }
        names.hardLink(link, first);
    }

    private boolean isFirst(FileStatus now, String first) throws IOException {
        try (OpenFolders.Lease lease = tree.folders.get(OpenFolders.parent(first))) {
            Optional<FileStatus> other = status(lease.directory(), OpenFolders.name(first));
            return other.isPresent()
                    && other.get().device() == now.device()
                    && other.get().inode() == now.inode();
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    @Override
    public void special(FileEntry.Special special) throws IOException {
        byte[] name = OpenFolders.name(special.path());
        try (OpenFolders.Lease lease = parent(special)) {
            Optional<FileStatus> now = status(lease.directory(), name);
            if (now.isPresent() && isSame(now.get().type(), special)) {
                setAgain(lease.directory(), name, special, now.get());
                return;
            }
            if (special.what().sort() == SpecialFile.Sort.FIFO) {
                makeRoom(lease.directory(), name, now, special.path());
            }
        }
        names.special(special);
    }

    private static boolean isSame(FileType type, FileEntry.Special special) {
        return switch (special.what().sort()) {
            case FIFO -> type == FileType.FIFO;
            case SOCKET -> type == FileType.SOCKET;
            case CHARACTER_DEVICE -> type == FileType.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> type == FileType.BLOCK_DEVICE;
        };
    }

    private OpenFolders.Lease parent(FileEntry entry) throws IOException {
        String path = OpenFolders.parent(entry.path());
        ensureFolder(path);
        return tree.folders.get(path);
    }

    /// Takes something else away from a name that is needed.
    private void makeRoom(Directory folder, byte[] name, Optional<FileStatus> now, String path)
            throws IOException {
        if (now.isEmpty()) {
            return;
        }
        if (now.get().type() != FileType.FOLDER) {
            folder.remove(name);
        } else if (deleteExtra) {
            folder.removeAll(name);
        } else {
            throw new FileSystemException(
                    path,
                    null,
                    "is a folder there and none in the backup; --delete-extra"
                            + " removes it with all that is in it");
        }
    }

    /// What is done with a file that is there.
    private enum Way {
        LEAVE,
        UPDATE,
        REPLACE
    }

    @Override
    public void file(FileEntry.Content file) throws IOException, InterruptedException {
        Way way;
        try (OpenFolders.Lease lease = parent(file)) {
            Directory folder = lease.directory();
            byte[] name = OpenFolders.name(file.path());
            Optional<FileStatus> now = status(folder, name);
            way = now.isPresent() ? way(folder, name, now.get(), file) : Way.REPLACE;
            if (way == Way.REPLACE) {
                makeRoom(folder, name, now, file.path());
            }
        }
        switch (way) {
            case LEAVE -> left(file);
            case UPDATE -> compare(new RestoredFile(tree, file, true));
            case REPLACE -> write(new RestoredFile(tree, file, false));
        }
    }

    private void left(FileEntry.Content file) {
        notes.files.increment();
        notes.unchanged.add(file.size());
        progress.advance(file.size());
    }

    /// A file with several names is never written to, since one of them may lie outside.
    private Way way(Directory folder, byte[] name, FileStatus now, FileEntry.Content file)
            throws IOException, InterruptedException {
        if (now.type() != FileType.FILE) {
            return Way.REPLACE;
        }
        if (now.links() > 1) {
            boolean same =
                    now.size() == file.size()
                            && tree.setter.isSet(now, file.metadata())
                            && isSame(folder, name, file);
            return same ? Way.LEAVE : Way.REPLACE;
        }
        if ((now.mode() & OWNER_WRITES) == OWNER_WRITES) {
            return Way.UPDATE;
        }
        try (OpenFile there = folder.read(name)) {
            RestoredFile.requireAlone(there);
            there.setMode(now.mode() | OWNER_WRITES);
            return Way.UPDATE;
        } catch (AccessDeniedException closed) {
            return Way.REPLACE;
        }
    }

    private boolean isSame(Directory folder, byte[] name, FileEntry.Content file)
            throws IOException, InterruptedException {
        try (OpenFile there = folder.read(name)) {
            return tree.setter.hasAttributes(there, file.metadata())
                    && comparison.isSame(file, reading, there);
        }
    }

    private void compare(RestoredFile restored) throws IOException, InterruptedException {
        OpenFiles.Lease there = tree.files.get(restored);
        try {
            reading.parts(restored.entry(), comparison.parts(restored, there.file()));
        } catch (MusterException e) {
            if (!run.isTolerable(e)) {
                throw e;
            }
            restored.lose(e);
        }
        comparison.end(restored, there);
    }

    private void write(RestoredFile restored) throws IOException, InterruptedException {
        try {
            reading.parts(restored.entry(), new ContentParts(run, restored));
        } catch (MusterException e) {
            if (!run.isTolerable(e)) {
                throw e;
            }
            restored.lose(e);
        }
        restored.done();
    }

    @Override
    public void lose(FileEntry.Content file, String why) {
        notes.lose(file.path(), why);
    }

    @Override
    public void windowEnds() throws IOException, InterruptedException {
        comparison.finish();
        run.run();
        names.makeHardLinks();
    }

    @Override
    public void finish() throws IOException {
        tree.awaitEnds();
        times.set(tree);
        if (tree.syncsEach()) {
            target.sync();
        } else {
            target.syncFileSystem();
        }
    }

    @Override
    public void close() {
        comparison.settle();
        tree.close();
        target.close();
    }
}
