package dev.muster.processes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A lock that ends with its holder, however that ends.
public final class RollLock implements AutoCloseable {
    /// What this JVM holds. Asked first: a second channel of a locked file must not even be opened,
    /// since closing it would drop the lock of the first (fcntl(2)).
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path file;

    private RollLock(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /// Takes the lock on a file, which is made and never removed: a removed one could be locked
    /// twice.
    ///
    /// @return empty if another holder has it, in this JVM or another
    public static Optional<RollLock> tryLock(Path path) throws IOException {
        Path file = path.toAbsolutePath().normalize();
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        boolean locked = false;
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            if (locked) {
                return Optional.of(new RollLock(channel, file));
            }
            channel.close();
            return Optional.empty();
        } finally {
            if (!locked) {
                HELD.remove(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ProcessesErrors.STATE_UNUSABLE.error(
                    "cannot unlock " + file + ": " + e.getMessage(), "check that disk", e);
        } finally {
            HELD.remove(file);
        }
    }
}
