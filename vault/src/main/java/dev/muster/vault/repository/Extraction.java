package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.ObjectHash;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Restores files: pieces sorted by pack, read in large parts, written where they belong.
///
/// Works through windows of a bounded number of pieces, so that memory does not grow with the data.
/// All files get their names at the end, when everything is whole and synced.
final class Extraction {
    private static final int PIECES = 1 << 18;
    private static final int OPEN_FILES = 256;
    private static final int SYNCS = 16;

    private final FileReading reading;
    private final PackReader packs;
    private final Workers workers;
    private final Path folder;
    private final ExtractProgress progress;
    private final Map<ObjectHash, Integer> sizes = new HashMap<>();
    private final List<RestoredFile> files = new ArrayList<>();
    private final Set<Path> folders = new LinkedHashSet<>();
    private List<Fetch.Target> window = new ArrayList<>();
    private List<RestoredFile> open = new ArrayList<>();

    Extraction(
            FileReading reading,
            PackReader packs,
            Commit commit,
            Workers workers,
            Path folder,
            ExtractProgress progress) {
        this.reading = reading;
        this.packs = packs;
        this.workers = workers;
        this.folder = folder;
        this.progress = progress;
        commit.packs().forEach(pack -> sizes.put(pack.pack(), pack.bytes()));
    }

    void run(List<FileEntry> entries) throws InterruptedException {
        long total = entries.stream().mapToLong(FileReading::size).sum();
        progress.total(total);
        boolean done = false;
        try {
            requireRoom(total);
            makeFolders(entries);
            writeFiles(entries);
            publish(entries);
            done = true;
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (!done) {
                drop();
            }
        }
    }

    /// A thread that is interrupted finds its files closed.
    static InterruptedException interrupted(Exception cause) {
        boolean _ = Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("the restore was cancelled");
        interrupted.initCause(cause);
        return interrupted;
    }

    private void requireRoom(long total) throws IOException {
        Files.createDirectories(folder);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < total) {
            throw VaultErrors.NO_ROOM.error(
                    "the restore needs "
                            + new ByteSize(total)
                            + " below "
                            + folder
                            + ", and "
                            + new ByteSize(free)
                            + " are free",
                    "free space below " + folder + ", or restore into another folder");
        }
    }

    private void makeFolders(List<FileEntry> entries) throws IOException {
        folders.add(folder);
        for (FileEntry entry : entries) {
            Path path = folder.resolve(entry.path());
            Path wanted = entry instanceof FileEntry.Folder ? path : parent(path);
            Files.createDirectories(wanted);
            for (Path each = wanted; !each.equals(folder); each = parent(each)) {
                folders.add(each);
            }
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "below the folder");
    }

    private void writeFiles(List<FileEntry> entries) throws IOException, InterruptedException {
        for (FileEntry entry : entries) {
            switch (entry) {
                case FileEntry.Paged file -> write(file, file.mode());
                case FileEntry.Plain file -> write(file, file.mode());
                case FileEntry.Folder _, FileEntry.Link _ -> {}
            }
        }
        runWindow();
        finishOpen(open);
    }

    private void write(FileEntry entry, int mode) throws IOException, InterruptedException {
        if (open.size() >= OPEN_FILES) {
            runWindow();
            finishOpen(open);
            open = new ArrayList<>();
        }
        RestoredFile file =
                new RestoredFile(folder.resolve(entry.path()), mode, FileReading.size(entry));
        files.add(file);
        open.add(file);
        file.create();
        reading.pieces(
                entry,
                piece -> {
                    window.add(new Fetch.Target(file, piece));
                    if (window.size() >= PIECES) {
                        runWindow();
                    }
                });
    }

    /// Reads and writes all pieces that were gathered.
    private void runWindow() throws InterruptedException {
        List<Fetch> fetches = Fetch.plan(window, sizes);
        window = new ArrayList<>();
        Deque<CompletableFuture<Void>> running = new ArrayDeque<>();
        try {
            for (Fetch fetch : fetches) {
                if (running.size() >= 2 * workers.parallelism()) {
                    await(running.remove());
                }
                running.add(workers.run(() -> work(fetch)));
            }
            while (!running.isEmpty()) {
                await(running.remove());
            }
        } finally {
            // nothing may still write to a file that is dropped
            running.forEach(Causes::settle);
        }
    }

    private static void await(CompletableFuture<Void> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw Causes.of(e);
        }
    }

    private void work(Fetch fetch) {
        byte[] bytes = packs.range(fetch.pack(), fetch.from(), fetch.length());
        BlobRef last = null;
        byte[] content = new byte[0];
        try {
            for (Fetch.Target target : fetch.pieces()) {
                if (!target.blob().equals(last)) {
                    last = target.blob();
                    content = packs.content(last, bytes, last.offset() - fetch.from());
                }
                FileReading.Piece piece = target.piece();
                target.file().write(content, piece.offset(), piece.length(), piece.at());
                progress.advance(piece.length());
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void finishOpen(List<RestoredFile> written) throws InterruptedException {
        Deque<CompletableFuture<Void>> running = new ArrayDeque<>();
        for (RestoredFile file : written) {
            if (running.size() >= SYNCS) {
                await(running.remove());
            }
            running.add(
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    file.finish();
                                } catch (IOException e) {
                                    throw failed(e);
                                }
                            },
                            workers.io()));
        }
        while (!running.isEmpty()) {
            await(running.remove());
        }
    }

    /// Gives all files their names, in the order of the backup; then links, which nothing is
    /// written through; then modes of folders.
    private void publish(List<FileEntry> entries) throws IOException {
        for (RestoredFile file : files) {
            file.publish();
        }
        for (FileEntry entry : entries) {
            if (entry instanceof FileEntry.Link link) {
                Files.createSymbolicLink(folder.resolve(link.path()), Path.of(link.target()));
            }
        }
        for (FileEntry entry : entries) {
            if (entry instanceof FileEntry.Folder made) {
                Files.setPosixFilePermissions(
                        folder.resolve(made.path()), RestoredFile.permissions(made.mode()));
            }
        }
        for (Path each : folders) {
            try (FileChannel names = FileChannel.open(each, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private void drop() {
        for (RestoredFile file : files) {
            file.drop();
        }
    }

    private RuntimeException failed(IOException cause) {
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
}
