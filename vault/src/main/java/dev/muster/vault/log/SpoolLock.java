package dev.muster.vault.log;

import dev.muster.model.Epoch;
import dev.muster.model.Timing;
import dev.muster.vault.VaultErrors;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// Sees to it that one process writes a spool: a lock that dies with its process, and the highest
/// epoch that was ever opened, which a writer of a lower one finds before it acknowledges.
final class SpoolLock implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(20);

    private final Path folder;
    private final Epoch epoch;
    private final Timing timing;
    private final FileChannel epochFile;
    private final FileChannel lockFile;
    private final MappedByteBuffer highest;

    private SpoolLock(
            Path folder, Epoch epoch, Timing timing, FileChannel epochFile, FileChannel lockFile)
            throws IOException {
        this.folder = folder;
        this.epoch = epoch;
        this.timing = timing;
        this.epochFile = epochFile;
        this.lockFile = lockFile;
        this.highest = epochFile.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    }

    static SpoolLock take(Path folder, Epoch epoch, Timing timing)
            throws IOException, InterruptedException {
        FileChannel epochFile = open(folder.resolve("epoch"));
        FileChannel lockFile = open(folder.resolve("lock"));
        boolean taken = false;
        try {
            SpoolLock lock = new SpoolLock(folder, epoch, timing, epochFile, lockFile);
            lock.take();
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                lockFile.close();
                epochFile.close();
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void take() throws IOException, InterruptedException {
        boolean raised = raise();
        // a live writer of a lower epoch lets go at its next flush
        Duration waited = Duration.ZERO;
        while (tryLock(lockFile).isEmpty()) {
            if (!raised || waited.compareTo(GRACE) >= 0) {
                throw VaultErrors.SPOOL_IN_USE.error(
                        "another process writes the spool " + folder,
                        "stop the other receiver, or end its process if it hangs");
            }
            timing.pause(STEP);
            waited = waited.plus(STEP);
        }
        requireHighest();
    }

    /// Whether this epoch is higher than all before it.
    private boolean raise() throws IOException, InterruptedException {
        Optional<FileLock> guard = tryLock(epochFile);
        while (guard.isEmpty()) {
            timing.pause(STEP);
            guard = tryLock(epochFile);
        }
        try (FileLock held = guard.get()) {
            long before = highest.getLong(0);
            if (before >= epoch.number() || !held.isValid()) {
                return false;
            }
            highest.putLong(0, epoch.number());
            highest.force();
            return true;
        }
    }

    private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }

    /// @throws dev.muster.model.MusterException if a writer with a higher epoch opened the spool
    void requireHighest() {
        long now = highest.getLong(0);
        if (now > epoch.number()) {
            throw VaultErrors.FENCED.error(
                    "a receiver with epoch "
                            + now
                            + " took over the spool "
                            + folder
                            + " from epoch "
                            + epoch,
                    "");
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
        epochFile.close();
    }
}
