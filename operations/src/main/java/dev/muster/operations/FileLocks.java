package dev.muster.operations;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Locks between processes of this machine. The kernel frees them when their holder dies, however
/// it dies, so that none is ever stale.
public final class FileLocks {
    private FileLocks() {}

    /// Takes the lock if nobody holds it, neither another process nor another part of this one.
    public static Optional<Held> tryLock(Path path) {
        try {
            Files.createDirectories(path.getParent());
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new Held(channel));
                }
            } catch (OverlappingFileLockException heldByUs) {
                // As good as held by another process.
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw OperationErrors.STATE.error(
                    "lock " + path + " cannot be taken: " + e, "check the folder's owner", e);
        }
    }

    /// Takes the lock, or says who could not.
    public static Held lock(Path path, String what) {
        return tryLock(path)
                .orElseThrow(() ->
                        OperationErrors.BUSY.error(
                                what + ": another muster process is at it",
                                "wait for it, or see: muster status"));
    }

    /// A lock that is held until it is closed.
    public static final class Held implements AutoCloseable {
        private final FileChannel channel;

        private Held(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw OperationErrors.STATE.error("a lock cannot be given back: " + e, "", e);
            }
        }
    }
}
