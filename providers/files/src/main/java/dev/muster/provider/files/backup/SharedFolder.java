package dev.muster.provider.files.backup;

import dev.muster.posix.Directory;
import java.util.concurrent.atomic.AtomicInteger;

/// An open folder that is closed by the last one who needs it. Safe for many threads.
final class SharedFolder {
    private final Directory directory;
    private final AtomicInteger users = new AtomicInteger(1);

    /// The caller is the first who needs it.
    SharedFolder(Directory directory) {
        this.directory = directory;
    }

    Directory directory() {
        return directory;
    }

    void retain() {
        users.incrementAndGet();
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            directory.close();
        }
    }
}
