package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.posix.Directory;
import dev.muster.vault.format.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Restores into a folder where none of the paths is: all of it or nothing.
final class FreshTree implements Destination {
    private final Path folder;
    private final byte[] key;
    private final Directory target;
    private final Staging staging;
    private final RestoreTree tree;
    private final RestoreNotes notes;
    private final Workers workers;
    private final FileReading reading;
    private final ContentRun run;
    private final Names names;
    private final FolderTimes times = new FolderTimes();
    private final boolean made;
    private final long count;
    private boolean done;

    /// @param key names what is restored, so that another attempt can tell
    /// @param count how many names there will be
    FreshTree(
            Path folder,
            byte[] key,
            long count,
            RestoreNotes notes,
            Workers workers,
            FileReading reading,
            ContentRun run)
            throws IOException {
        this.folder = folder;
        this.key = key.clone();
        this.notes = notes;
        this.workers = workers;
        this.reading = reading;
        this.run = run;
        this.count = count;
        this.made = !Files.exists(folder);
        Files.createDirectories(folder);
        this.target = Directory.open(folder);
        this.staging = Staging.open(target, this.key);
        this.tree = new RestoreTree(folder, staging.tree(), notes, workers, count);
        this.names = new Names(tree);
    }

    @Override
    public boolean isWritten() {
        return staging.isComplete();
    }

    @Override
    public void folder(FileEntry.Folder made) throws IOException {
        times.add(made);
        if (!made.path().equals(FileEntry.ROOT) && !isWritten()) {
            tree.folders.get(made.path(), true).close();
            notes.files.increment();
        }
    }

    @Override
    public void link(FileEntry.Link link) throws IOException {
        imply(link);
        names.link(link);
    }

    @Override
    public void hardLink(FileEntry.HardLink link, String first) {
        imply(link);
        names.hardLink(link, first);
    }

    @Override
    public void special(FileEntry.Special special) throws IOException {
        imply(special);
        names.special(special);
    }

    @Override
    public void file(FileEntry.Content file) throws IOException, InterruptedException {
        imply(file);
        RestoredFile restored = new RestoredFile(tree, file, false);
        try {
            reading.parts(file, new ContentParts(run, restored));
        } catch (MusterException e) {
            if (!run.isTolerable(e)) {
                throw e;
            }
            restored.lose(e);
        }
        restored.done();
    }

    private void imply(FileEntry entry) {
        times.implied(OpenFolders.parent(entry.path()));
    }

    @Override
    public void lose(FileEntry.Content file, String why) {
        notes.lose(file.path(), why);
    }

    @Override
    public void windowEnds() throws IOException {
        names.makeHardLinks();
    }

    @Override
    public void finish() throws IOException {
        tree.awaitEnds();
        if (!isWritten()) {
            tree.folders.close();
            if (!tree.syncsEach()) {
                target.syncFileSystem();
            }
            staging.markComplete(key);
        }
        try {
            staging.publish();
        } catch (IOException e) {
            staging.unpublish();
            throw e;
        }
        done = true;
        try (RestoreTree published = new RestoreTree(folder, target, notes, workers, count)) {
            times.set(published);
        }
        staging.remove();
        if (!tree.syncsEach()) {
            target.syncFileSystem();
        }
        // removing our own folder touched it
        rootAgain();
        target.sync();
    }

    private void rootAgain() throws IOException {
        try (RestoreTree published = new RestoreTree(folder, target, notes, workers, count)) {
            times.setRoot(published);
        }
    }

    @Override
    public void close() {
        tree.close();
        staging.close();
        try {
            if (!done) {
                target.removeAll(Staging.NAME);
            }
        } catch (IOException e) {
            // the error that led here says more; the next restore removes it
            notes.note("what was begun could not be removed", folder.toString());
        } finally {
            target.close();
        }
        if (!done && made) {
            // fails where somebody else put something into it
            boolean _ = folder.toFile().delete();
        }
    }
}
