package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.posix.Directory;
import dev.muster.posix.DirectoryEntry;
import dev.muster.posix.FileType;
import dev.muster.posix.OpenFile;
import dev.muster.vault.format.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// The folder inside a restore's target in which all is made, until all of it is whole and durable.
///
/// Only its owner can enter it, so nobody can put anything in between. At the end its names are
/// moved to where they belong; from then on what is left of it says so, and a restore that died
/// goes on there.
final class Staging implements AutoCloseable {
    static final byte[] NAME = Bytes.ascii(".muster-restore");
    private static final byte[] TREE = Bytes.ascii("tree");
    private static final byte[] STATE = Bytes.ascii("complete");

    private final Directory target;
    private final Directory folder;
    private final Directory tree;
    private final boolean complete;
    private final Deque<Moved> moved = new ArrayDeque<>();

    private record Moved(String folder, String name) {}

    private Staging(Directory target, Directory folder, Directory tree, boolean complete) {
        this.target = target;
        this.folder = folder;
        this.tree = tree;
        this.complete = complete;
    }

    /// Begins anew, or goes on with what the same restore completed but did not move.
    ///
    /// @param key names what is restored
    static Staging open(Directory target, byte[] key) throws IOException {
        boolean complete = isComplete(target, key);
        if (!complete) {
            target.removeAll(NAME);
            target.makeFolder(NAME);
        }
        Directory folder = target.folder(NAME);
        folder.makeFolder(TREE);
        return new Staging(target, folder, folder.folder(TREE), complete);
    }

    private static boolean isComplete(Directory target, byte[] key) throws IOException {
        try (Directory folder = target.folder(NAME);
                OpenFile state = folder.read(STATE)) {
            byte[] found = new byte[key.length + 1];
            int count = state.readFully(found, 0, found.length, 0);
            return Arrays.equals(Arrays.copyOf(found, count), key);
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    boolean isComplete() {
        return complete;
    }

    Directory tree() {
        return tree;
    }

    /// From here on the restore is not begun again.
    void markComplete(byte[] key) throws IOException {
        try (OpenFile state = folder.create(STATE)) {
            state.write(key, 0, key.length, 0);
            state.sync();
        }
        folder.sync();
        target.sync();
    }

    /// Moves everything to where it belongs. A folder that is there already takes in what is new.
    void publish() throws IOException {
        publish("", tree, target);
        target.sync();
    }

    private void publish(String path, Directory from, Directory to) throws IOException {
        for (DirectoryEntry entry : from.list()) {
            try {
                from.move(entry.name(), to, entry.name());
                moved.push(new Moved(path, FileNames.text(entry.name())));
            } catch (FileAlreadyExistsException present) {
                boolean both =
                        entry.type() == FileType.FOLDER
                                && to.status(entry.name()).type() == FileType.FOLDER;
                if (!both) {
                    throw present;
                }
                merge(path, entry.name(), from, to);
            }
        }
    }

    private void merge(String path, byte[] name, Directory from, Directory to) throws IOException {
        String below = (path.isEmpty() ? "" : path + "/") + FileNames.text(name);
        try (Directory source = from.folder(name);
                Directory sink = to.folder(name)) {
            publish(below, source, sink);
            sink.sync();
        }
    }

    /// Takes back what was moved, the last one first.
    void unpublish() throws IOException {
        try (OpenFolders back = new OpenFolders(tree);
                OpenFolders there = new OpenFolders(target)) {
            while (!moved.isEmpty()) {
                Moved next = moved.pop();
                try (OpenFolders.Lease from = there.get(next.folder());
                        OpenFolders.Lease to = back.get(next.folder(), true)) {
                    byte[] name = FileNames.bytes(next.name());
                    from.directory().move(name, to.directory(), name);
                }
            }
        }
    }

    /// Removes what is left of it.
    void remove() throws IOException {
        close();
        target.removeAll(NAME);
    }

    @Override
    public void close() {
        tree.close();
        folder.close();
    }
}
