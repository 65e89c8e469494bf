package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.FileMetadata;
import dev.muster.posix.Directory;
import dev.muster.vault.VaultErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the files of one restore share: open folders and files, what was noted, how it is made
/// durable. Many threads.
final class RestoreTree implements AutoCloseable {
    private static final int SYNCS = 16;

    /// Larger files are synced one by one while others are written.
    private static final long LARGE = 1 << 20;

    /// With more files than this, the file system is synced as a whole.
    private static final long EACH = 256;

    final Path folder;
    final Directory root;
    final OpenFolders folders;
    final OpenFiles files;
    final RestoreNotes notes;
    final MetadataSetter setter;
    private final Workers workers;
    private final boolean each;
    private final Deque<CompletableFuture<Void>> endings = new ArrayDeque<>();

    /// @param root below which the files are written
    /// @param count how many names will be written
    RestoreTree(Path folder, Directory root, RestoreNotes notes, Workers workers, long count) {
        this.folder = folder;
        this.root = root;
        this.folders = new OpenFolders(root);
        this.files = new OpenFiles();
        this.notes = notes;
        this.setter = new MetadataSetter(notes);
        this.workers = workers;
        this.each = count <= EACH;
    }

    boolean syncsEach() {
        return each;
    }

    boolean mustSync(long size) {
        return each || size >= LARGE;
    }

    /// Runs the end of a file: at once, or by a thread that may wait for the disk.
    void end(boolean waits, FileEnd end) throws IOException {
        if (!waits) {
            end.run();
            return;
        }
        CompletableFuture<Void> ending =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                end.run();
                            } catch (IOException e) {
                                throw failed(e);
                            }
                        },
                        workers.io());
        CompletableFuture<Void> oldest;
        synchronized (endings) {
            endings.add(ending);
            oldest = endings.size() > SYNCS ? endings.remove() : null;
        }
        if (oldest != null) {
            Causes.join(oldest);
        }
    }

    interface FileEnd {
        void run() throws IOException;
    }

    /// Waits until all files have ended.
    void awaitEnds() {
        List<CompletableFuture<Void>> rest;
        synchronized (endings) {
            rest = new ArrayList<>(endings);
            endings.clear();
        }
        rest.forEach(Causes::join);
    }

    /// Waits without caring how they ended.
    void settleEnds() {
        synchronized (endings) {
            endings.forEach(Causes::settle);
            endings.clear();
        }
    }

    /// Sets what is known of a folder; its names must be complete.
    void setFolder(String path, FileMetadata metadata) throws IOException {
        try (OpenFolders.Lease lease = folders.get(path)) {
            Directory directory = lease.directory();
            boolean as =
                    setter.isSet(directory.status(), metadata)
                            && setter.hasAttributes(directory, metadata);
            if (!as) {
                setter.set(directory, path.isEmpty() ? "." : path, metadata);
            }
            if (each) {
                // now, since its mode may keep us out later
                directory.sync();
            }
        }
    }

    RuntimeException failed(IOException cause) {
        return failed(folder, cause);
    }

    static RuntimeException failed(Path folder, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return VaultErrors.NO_SPACE.error(
                    "no space left while restoring into " + folder,
                    "free space below " + folder + ", then run the command again",
                    cause);
        }
        return VaultErrors.STORE_FAILED.error(
                "could not restore into " + folder + ": " + cause, "", cause);
    }

    static RuntimeException noRoom(Path folder, long needed, long free) {
        return VaultErrors.NO_ROOM.error(
                "the restore needs "
                        + new ByteSize(needed)
                        + " below "
                        + folder
                        + ", and "
                        + new ByteSize(free)
                        + " are free",
                "free space below " + folder + ", or restore into another folder");
    }

    @Override
    public void close() {
        settleEnds();
        files.close();
        folders.close();
    }
}
