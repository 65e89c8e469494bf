package dev.muster.engine.journal;

import dev.muster.engine.EngineErrors;
import dev.muster.model.MusterException;
import dev.muster.model.RunId;
import dev.muster.model.Timing;
import dev.muster.record.RunStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Journals in a folder, by convention `$MUSTER_HOME/runs`: for each run a folder with `journal`,
/// `lock`, and `holder`, which says for people who has the lock. Safe for many threads.
public final class JournalFolder implements Journals {
    /// What this process holds. Asked first, because the system does not: within a process its
    /// locks do not exclude, and closing any descriptor of a locked file gives the lock up.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Timing timing;

    public JournalFolder(Path folder, Timing timing) {
        this.folder = folder;
        this.timing = timing;
    }

    @Override
    public Claim claim(RunId run) {
        try {
            Files.createDirectories(folder.resolve(run.value()));
            return claim(run, folder.resolve(run.value()).toRealPath());
        } catch (IOException error) {
            throw unusable(run, error);
        }
    }

    private Claim claim(RunId run, Path own) throws IOException {
        if (!HELD.add(own)) {
            throw busy(run, own);
        }
        boolean locked = false;
        try {
            FileChannel channel =
                    FileChannel.open(
                            own.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                locked = lock != null;
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
            if (!locked) {
                throw busy(run, own);
            }
            Files.writeString(
                    own.resolve("holder"),
                    "process "
                            + ProcessHandle.current().pid()
                            + " since "
                            + timing.instant()
                            + "\n");
            return new FolderClaim(run, own, channel);
        } finally {
            if (!locked) {
                HELD.remove(own);
            }
        }
    }

    private static MusterException busy(RunId run, Path own) throws IOException {
        Path holder = own.resolve("holder");
        String who = Files.exists(holder) ? Files.readString(holder).strip() : "another process";
        return EngineErrors.RUN_BUSY.error("run " + run + " is driven by " + who, "");
    }

    private static MusterException unusable(RunId run, IOException error) {
        return EngineErrors.JOURNAL_UNWRITABLE.error(
                "the folder of run " + run + " cannot be used: " + error, "", error);
    }

    private record FolderClaim(RunId run, Path own, FileChannel lock) implements Claim {
        @Override
        public Journal open(RunStart start) {
            return FileJournal.open(own, start);
        }

        @Override
        public Inbox inbox() {
            return new OrderFolder(Objects.requireNonNull(own.getParent()), run);
        }

        @Override
        public void close() {
            try {
                lock.close();
            } catch (IOException error) {
                throw unusable(run, error);
            } finally {
                HELD.remove(own);
            }
        }
    }
}
