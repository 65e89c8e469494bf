package dev.muster.vault.store;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ObjectNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Keeps objects as files below a folder.
///
/// The folder itself is never made here: a missing one is an unmounted disk or a lost region. An
/// object becomes visible by a hard link from a synced temporary file, which fails where the name
/// is taken (a rename would replace in silence).
public final class FolderStore implements VaultStore {
    private static final String TEMPORARY = ".tmp";
    private static final Duration LEFT_OVER = Duration.ofDays(1);
    private static final AtomicLong COUNTER = new AtomicLong();

    private final Path folder;
    private final FileSync sync;
    private final Set<Path> synced = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;

    public FolderStore(Path folder) {
        this(folder, FileSync.REAL);
    }

    FolderStore(Path folder, FileSync sync) {
        this.folder = folder.toAbsolutePath().normalize();
        this.sync = sync;
    }

    @Override
    public String address() {
        return folder.toUri().toString().replaceFirst("/$", "");
    }

    @Override
    public Put putIfAbsent(String name, ByteBuffer content) {
        Path target = path(name);
        usable();
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                syncFolder(parent(target));
                return Put.EXISTS;
            }
            return write(target, content.duplicate());
        } catch (IOException e) {
            throw failed("store", name, content.remaining(), e);
        }
    }

    private Put write(Path target, ByteBuffer content) throws IOException {
        makeFolder(parent(target));
        Path temporary = fill(content);
        try {
            Put put = link(target, temporary);
            // the name must be on disk before anyone is told, whoever made it
            syncFolder(parent(target));
            return put;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path fill(ByteBuffer content) throws IOException {
        Path temporary = temporary();
        try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                file.write(content);
            }
            sync.file(file);
            return temporary;
        } catch (IOException e) {
            broken |= e instanceof FileSync.Failed;
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private void syncFolder(Path names) throws IOException {
        try {
            sync.folder(names);
        } catch (FileSync.Failed e) {
            broken = true;
            throw e;
        }
    }

    private static Put link(Path target, Path temporary) throws IOException {
        try {
            Files.createLink(target, temporary);
            return Put.STORED;
        } catch (FileAlreadyExistsException taken) {
            return Put.EXISTS;
        } catch (UnsupportedOperationException e) {
            throw VaultErrors.STORE_LIES.error(
                    "the file system of " + parent(target) + " has no hard links",
                    "put the vault on a file system with hard links",
                    e);
        }
    }

    private Path temporary() throws IOException {
        makeFolder(folder.resolve(TEMPORARY));
        Optional<Path> made = Optional.empty();
        while (made.isEmpty()) {
            made = create(ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet());
        }
        return made.get();
    }

    /// Empty if a process of the same number, dead or on another host, has the name.
    private Optional<Path> create(String name) throws IOException {
        try {
            return Optional.of(Files.createFile(folder.resolve(TEMPORARY).resolve(name)));
        } catch (FileAlreadyExistsException taken) {
            return Optional.empty();
        }
    }

    /// Makes folders below the store's own, and each one's name durable.
    private void makeFolder(Path wanted) throws IOException {
        if (synced.contains(wanted) && Files.isDirectory(wanted)) {
            return;
        }
        if (wanted.equals(folder)) {
            reachable();
        } else {
            makeFolder(parent(wanted));
            try {
                Files.createDirectory(wanted);
            } catch (FileAlreadyExistsException there) {
                if (!Files.isDirectory(wanted)) {
                    throw there;
                }
            }
            syncFolder(parent(wanted));
        }
        synced.add(wanted);
    }

    @Override
    public Optional<byte[]> get(String name) {
        Path file = path(name);
        usable();
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException | NotDirectoryException absent) {
            reachable();
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", name, 0, e);
        }
    }

    @Override
    public Optional<byte[]> range(String name, long offset, int length) {
        Path path = path(name);
        usable();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long count = Math.max(0, Math.min(length, file.size() - offset));
            ByteBuffer bytes = ByteBuffer.allocate((int) count);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
            }
            return Optional.of(bytes.array());
        } catch (NoSuchFileException absent) {
            reachable();
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", name, 0, e);
        }
    }

    @Override
    public Optional<ByteBuffer> view(String name) {
        Path path = path(name);
        usable();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return Optional.of(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
        } catch (NoSuchFileException absent) {
            reachable();
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", name, 0, e);
        }
    }

    @Override
    public List<StoredObject> list(String prefix) {
        usable();
        reachable();
        if (!prefix.isEmpty()) {
            ObjectNames.require(prefix.substring(0, prefix.length() - 1));
        }
        try {
            return FolderLook.below(folder.resolve(prefix), prefix);
        } catch (IOException e) {
            throw failed("list", prefix, 0, e);
        } catch (UncheckedIOException e) {
            throw failed("list", prefix, 0, new IOException(e.getMessage(), e));
        }
    }

    @Override
    public boolean exists(String name) {
        Path file = path(name);
        usable();
        try {
            if (FolderLook.attributes(file).isPresent()) {
                return true;
            }
        } catch (IOException e) {
            throw failed("look for", name, 0, e);
        }
        reachable();
        return false;
    }

    @Override
    public void delete(String name) {
        Path file = path(name);
        usable();
        try {
            Files.deleteIfExists(file);
            // also where it was gone: whoever removed it may have died before it was on disk
            if (FolderLook.attributes(parent(file)).isPresent()) {
                syncFolder(parent(file));
            }
        } catch (IOException e) {
            throw failed("delete", name, 0, e);
        }
    }

    @Override
    public void setAside(String name) {
        Path file = path(name);
        usable();
        try {
            for (int n = 1; FolderLook.attributes(file).isPresent(); n++) {
                Path aside = folder.resolve("corrupt").resolve(name + "." + n);
                makeFolder(parent(aside));
                // linked before the name is freed, so that a crash between loses nothing
                if (link(aside, file) == Put.STORED) {
                    syncFolder(parent(aside));
                    Files.delete(file);
                    syncFolder(parent(file));
                }
            }
        } catch (NoSuchFileException gone) {
            reachable();
        } catch (IOException e) {
            throw failed("set aside", name, 0, e);
        }
    }

    /// Drops temporary files that a killed process left a day ago.
    ///
    /// Age is told by the file system's own clock. A writer that slept so long finds its file gone
    /// when it links it, and fails with nothing half-visible.
    @Override
    public void sweep() {
        usable();
        reachable();
        try {
            Path probe = temporary();
            try (Stream<Path> files = Files.list(parent(probe))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (age(probe, file).compareTo(LEFT_OVER) > 0) {
                        Files.deleteIfExists(file);
                    }
                }
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw failed("sweep", TEMPORARY, 0, e);
        }
    }

    private static Duration age(Path now, Path file) throws IOException {
        try {
            return Duration.between(
                    Files.getLastModifiedTime(file).toInstant(),
                    Files.getLastModifiedTime(now).toInstant());
        } catch (NoSuchFileException gone) {
            return Duration.ZERO;
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "below the store's folder");
    }

    private Path path(String name) {
        ObjectNames.require(name);
        return folder.resolve(name);
    }

    private void usable() {
        if (broken) {
            throw VaultErrors.STORE_FAILED.error(
                    "the folder " + folder + " is not used after a sync failed there",
                    "look at the disk below " + folder + ", then run the command again");
        }
    }

    private void reachable() {
        if (!Files.isDirectory(folder)) {
            throw VaultErrors.UNREACHABLE.error(
                    "the vault's folder " + folder + " is not there",
                    "mount or create " + folder + ", or use another copy");
        }
    }

    private MusterException failed(String verb, String name, long bytes, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return VaultErrors.CANCELLED.error("the work on " + name + " was cancelled", "", cause);
        }
        reachable();
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return VaultErrors.NO_SPACE.error(
                    "no space left in "
                            + folder
                            + " for the "
                            + new ByteSize(bytes)
                            + " of "
                            + name,
                    "free or add space below " + folder + ", then run the command again",
                    cause);
        }
        return VaultErrors.STORE_FAILED.error(
                "could not " + verb + " " + name + " in " + folder + ": " + cause, "", cause);
    }
}
