package dev.muster.rehearsal.world;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The folder of a rehearsal: its state, one process at a time.
public final class Store implements AutoCloseable {
    private final FileChannel lock;
    private final Path folder;
    private final Map<String, Map<String, String>> loaded;
    private final Journal journal;

    private Store(Path folder, FileChannel lock) throws IOException {
        this.folder = folder;
        this.lock = lock;
        loaded = Journal.nothing();
        journal = Journal.open(folder.resolve("journal"), loaded);
    }

    static Store open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (take(lock) == null) {
                throw new IOException(folder + " is in use by another rehearsal");
            }
            return new Store(folder, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static @Nullable FileLock take(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by this very process
        }
    }

    public Path folder() {
        return folder;
    }

    /// A shelf with what was on it when the rehearsal ended. To be asked for once.
    public synchronized <T> Shelf<T> shelf(String name, Class<T> type) {
        Shelf<T> shelf = new Shelf<>(name, type);
        Map<String, String> values = loaded.remove(name);
        if (values != null) {
            values.forEach(shelf::load);
        }
        return shelf;
    }

    /// Makes changes that belong together: all are on disk before any is seen.
    public void commit(Change... changes) {
        if (changes.length == 0) {
            return;
        }
        List<Journal.Entry> entries = Journal.entries(changes);
        synchronized (this) {
            journal.write(entries);
            for (Change change : changes) {
                change.apply().run();
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
        lock.close();
    }
}
