package dev.muster.vault.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.spi.FileSystemProvider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A file system in memory. One call of a process goes wrong, and a crash forgets what was not
/// synced: contents and names each by themselves, as no standard promises more.
public final class SimulatedDisk extends FileSystemProvider {
    /// What a call is for.
    public enum Call {
        LOOK,
        READ,
        MAKE,
        WRITE,
        SYNC,
        LINK,
        MOVE,
        DELETE;

        boolean takesSpace() {
            return this == MAKE || this == WRITE || this == LINK || this == MOVE;
        }
    }

    /// What goes wrong at it.
    public enum Fault {
        /// An input/output error; nothing was done.
        FAILS,
        /// An input/output error, and it was done.
        FAILS_LATE,
        /// No space from here on; of a write half is there.
        FULL,
        /// The process dies before it.
        DIES;

        /// Whether it means anything for such a call.
        public boolean fits(Call call) {
            return switch (this) {
                case FAILS -> true;
                case FAILS_LATE -> call != Call.LOOK && call != Call.READ;
                case FULL -> call.takesSpace();
                case DIES -> call != Call.LOOK && call != Call.READ;
            };
        }
    }

    /// What is left when the next process looks.
    public enum Crash {
        /// All that was done: only the process is gone.
        KILL,
        /// What was synced, and nothing else.
        POWER,
        /// What was synced, and of the rest some.
        MIXED
    }

    private final DiskNode root;
    private final Path mappings;
    private final InstantSource clock;
    private final DiskFiles files = new DiskFiles(this);
    private final List<Call> calls = new ArrayList<>();
    private Fault fault = Fault.FAILS;
    private int at = -1;
    private boolean dead;
    private boolean full;

    /// @param mappings a real folder, for what is mapped into memory
    public SimulatedDisk(Path mappings, InstantSource clock) {
        this(new DiskNode(true), mappings, clock);
        root.mode.addAll(PosixFilePermissions.fromString("rwx------"));
    }

    private SimulatedDisk(DiskNode root, Path mappings, InstantSource clock) {
        this.root = root;
        this.mappings = mappings;
        this.clock = clock;
    }

    /// The same disk for another process, which changes it apart from now on.
    public synchronized SimulatedDisk fork(InstantSource other) {
        keepMapped(root, Collections.newSetFromMap(new IdentityHashMap<>()));
        return new SimulatedDisk(root.copy(new IdentityHashMap<>()), mappings, other);
    }

    /// The disk as the next process finds it.
    public synchronized SimulatedDisk after(Crash crash, Random random) {
        SimulatedDisk left = fork(clock);
        Set<DiskNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        switch (crash) {
            case KILL -> {}
            case POWER -> left.root.lose(null, seen);
            case MIXED -> left.root.lose(random, seen);
        }
        return left;
    }

    private static void keepMapped(DiskNode node, Set<DiskNode> seen) {
        if (seen.add(node)) {
            if (node.mapped != null) {
                try {
                    node.bytes = Files.readAllBytes(node.mapped);
                    // whoever maps to write forces it
                    node.sync();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            node.names.values().forEach(child -> keepMapped(child, seen));
        }
    }

    /// From now on calls are counted anew, and one goes wrong.
    ///
    /// @param number of the call, from 0; negative for none
    public synchronized SimulatedDisk failing(Fault what, int number) {
        fault = what;
        at = number;
        calls.clear();
        return this;
    }

    /// What each call since then was for.
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    public Path path(String absolute) {
        return files.getPath(absolute);
    }

    /// Something that a call does.
    interface Effect<T> {
        T run() throws IOException;
    }

    synchronized <T> T call(Call what, Path path, Effect<T> effect, Effect<T> half)
            throws IOException {
        if (dead) {
            throw new FileSystemException(String.valueOf(path), null, "the process is dead");
        }
        calls.add(what);
        boolean now = calls.size() - 1 == at;
        if (now && fault == Fault.DIES) {
            dead = true;
            throw new FileSystemException(String.valueOf(path), null, "the process is dead");
        }
        if (now && fault == Fault.FULL) {
            full = true;
        }
        if (full && what.takesSpace()) {
            half.run();
            throw new FileSystemException(String.valueOf(path), null, "No space left on device");
        }
        if (now && fault == Fault.FAILS_LATE) {
            effect.run();
        }
        if (now && (fault == Fault.FAILS || fault == Fault.FAILS_LATE)) {
            if (what == Call.SYNC) {
                half.run();
            }
            throw new FileSystemException(String.valueOf(path), null, "Input/output error");
        }
        return effect.run();
    }

    <T> T call(Call what, Path path, Effect<T> effect) throws IOException {
        return call(what, path, effect, () -> null);
    }

    Path mappings() {
        return mappings;
    }

    FileTime now() {
        return FileTime.from(clock.instant());
    }

    private DiskNode find(Path path) throws IOException {
        DiskNode node = root;
        for (Path name : path) {
            if (!node.folder) {
                throw new NotDirectoryException(path.toString());
            }
            DiskNode next = node.names.get(name.toString());
            if (next == null) {
                throw new NoSuchFileException(path.toString());
            }
            node = next;
        }
        return node;
    }

    private DiskNode lookUp(Path path) throws IOException {
        return path.getFileName() == null ? root : folderOf(path).names.get(name(path));
    }

    private DiskNode folderOf(Path path) throws IOException {
        DiskNode parent = find(path.getParent());
        if (!parent.folder) {
            throw new NotDirectoryException(path.toString());
        }
        return parent;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    @SuppressWarnings("unchecked")
    private void make(DiskNode node, FileAttribute<?>... attributes) {
        node.mode.addAll(PosixFilePermissions.fromString(node.folder ? "rwxr-xr-x" : "rw-r--r--"));
        for (FileAttribute<?> attribute : attributes) {
            if (attribute.name().equals("posix:permissions")) {
                node.mode = new HashSet<>((Set<PosixFilePermission>) attribute.value());
            }
        }
        node.modified = now();
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean writes = options.contains(StandardOpenOption.WRITE);
        boolean fresh = options.contains(StandardOpenOption.CREATE_NEW);
        boolean creates = fresh || options.contains(StandardOpenOption.CREATE);
        DiskNode known = lookUp(path);
        Call what = writes && creates && known == null ? Call.MAKE : Call.READ;
        DiskNode node =
                call(
                        what,
                        path,
                        () -> {
                            DiskNode there = lookUp(path);
                            if (there != null && fresh) {
                                throw new FileAlreadyExistsException(path.toString());
                            }
                            if (there == null && !(writes && creates)) {
                                throw new NoSuchFileException(path.toString());
                            }
                            if (there != null) {
                                return there;
                            }
                            DiskNode made = new DiskNode(false);
                            make(made, attributes);
                            folderOf(path).names.put(name(path), made);
                            return made;
                        });
        if (writes && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            node.bytes = new byte[0];
        }
        return new DiskChannel(this, path, node);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        List<Path> found = new ArrayList<>();
        DiskNode node =
                call(
                        Call.LOOK,
                        folder,
                        () -> {
                            DiskNode there = find(folder);
                            if (!there.folder) {
                                throw new NotDirectoryException(folder.toString());
                            }
                            return there;
                        });
        for (String name : node.names.keySet()) {
            if (filter.accept(folder.resolve(name))) {
                found.add(folder.resolve(name));
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        call(
                Call.MAKE,
                folder,
                () -> {
                    DiskNode made = new DiskNode(true);
                    make(made, attributes);
                    if (folderOf(folder).names.putIfAbsent(name(folder), made) != null) {
                        throw new FileAlreadyExistsException(folder.toString());
                    }
                    return made;
                });
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        call(
                Call.LINK,
                link,
                () -> {
                    DiskNode node = find(existing);
                    if (folderOf(link).names.putIfAbsent(name(link), node) != null) {
                        throw new FileAlreadyExistsException(link.toString());
                    }
                    return node;
                });
    }

    @Override
    public void delete(Path path) throws IOException {
        call(
                Call.DELETE,
                path,
                () -> {
                    find(path);
                    return folderOf(path).names.remove(name(path));
                });
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        if (!List.of(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
            throw new UnsupportedOperationException("only atomic moves");
        }
        call(
                Call.MOVE,
                to,
                () -> {
                    DiskNode node = find(from);
                    folderOf(to).names.put(name(to), node);
                    return folderOf(from).names.remove(name(from));
                });
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        call(Call.LOOK, path, () -> find(path));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        return (A) call(Call.LOOK, path, () -> new DiskFiles.Attributes(find(path)));
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return find(one) == find(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
        return files;
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return files;
    }

    @Override
    public Path getPath(URI uri) {
        return files.getPath(uri.getPath());
    }
}
