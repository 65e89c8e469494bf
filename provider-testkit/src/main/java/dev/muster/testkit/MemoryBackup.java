package dev.muster.testkit;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.FileMetadata;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.SpecialFile;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.FileSelection;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A base backup kept in memory: what a vault does, without one. One thread at a time.
public final class MemoryBackup implements BackupWriter {
    private final Map<String, String> attributes = new TreeMap<>();
    private final Map<String, FileMetadata> directories = new TreeMap<>();
    private final Map<String, String> links = new TreeMap<>();
    private final Map<String, String> hardLinks = new TreeMap<>();
    private final Map<String, SpecialFile> specials = new TreeMap<>();
    private final Map<String, Content> files = new TreeMap<>();
    private final Optional<Before> before;
    private boolean open;
    private long kept;

    public MemoryBackup() {
        this.before = Optional.empty();
    }

    /// One that may take pages over from another.
    ///
    /// @param earlier what [#reader] was asked of
    public MemoryBackup(MemoryBackup earlier, RecoveryPoint point) {
        this.before = Optional.of(new Before(earlier, point));
    }

    private record Before(MemoryBackup backup, RecoveryPoint point) implements Earlier {
        @Override
        public Optional<String> attribute(String name) {
            return Optional.ofNullable(backup.attributes.get(name));
        }

        @Override
        public Map<String, Long> pageFiles() {
            Map<String, Long> sizes = new TreeMap<>();
            backup.files.forEach((path, content) -> {
                if (content.pageSize() > 0) {
                    sizes.put(path, (long) content.bytes().capacity());
                }
            });
            return sizes;
        }
    }

    @Override
    public Optional<Earlier> earlier() {
        return before.map(it -> it);
    }

    private record Content(FileMetadata metadata, int pageSize, boolean torn, ByteBuffer bytes) {}

    @Override
    public void attribute(String name, String value) {
        attributes.put(name, value);
    }

    @Override
    public void inOrder() {}

    @Override
    public void directory(String path, FileMetadata metadata) {
        directories.put(path.equals(".") ? path : requirePath(path), metadata);
    }

    @Override
    public void link(String path, FileMetadata metadata, String target) {
        links.put(requirePath(path), target);
    }

    @Override
    public void hardLink(String path, FileMetadata metadata, String first) {
        hardLinks.put(requirePath(path), first);
    }

    @Override
    public void special(String path, FileMetadata metadata, SpecialFile what) {
        specials.put(requirePath(path), what);
    }

    private record Known(String path, FileMetadata metadata, Content content)
            implements Untouched {}

    @Override
    public Optional<Untouched> untouched(String path, FileMetadata metadata, long size) {
        return before.flatMap(it -> Optional.ofNullable(it.backup().files.get(path)))
                .filter(it -> it.bytes().capacity() == size)
                .filter(it -> metadata.stamp().isPresent() && metadata.modified().isPresent())
                .filter(it -> it.metadata().stamp().equals(metadata.stamp()))
                .filter(it -> it.metadata().modified().equals(metadata.modified()))
                .map(it -> new Known(path, metadata, it));
    }

    @Override
    public boolean keep(Untouched file) {
        Known known = (Known) file;
        Content content = known.content();
        files.put(
                known.path(),
                new Content(known.metadata(), content.pageSize(), content.torn(), content.bytes()));
        kept += content.bytes().capacity();
        return true;
    }

    @Override
    public FileWriter file(String path, FileMetadata metadata, int pageSize) {
        requirePath(path);
        if (open) {
            throw new IllegalStateException("the file before " + path + " was not closed");
        }
        if (files.containsKey(path)) {
            throw new IllegalStateException(path + " was written twice");
        }
        open = true;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new FileWriter() {
            private boolean torn;

            @Override
            public void keep(long length) {
                byte[] earlier = before.orElseThrow().backup().content(path).bytes().array();
                bytes.write(earlier, bytes.size(), Math.toIntExact(length));
                kept += length;
            }

            @Override
            public void hole(long length) {
                bytes.writeBytes(new byte[Math.toIntExact(length)]);
            }

            @Override
            public void again() {
                bytes.reset();
            }

            @Override
            public void torn() {
                torn = true;
            }

            @Override
            public void write(ByteBuffer buffer) {
                byte[] copy = new byte[buffer.remaining()];
                buffer.get(copy);
                bytes.writeBytes(copy);
            }

            @Override
            public void close() {
                if (open) {
                    open = false;
                    files.put(
                            path,
                            new Content(
                                    metadata,
                                    pageSize,
                                    torn,
                                    ByteBuffer.wrap(bytes.toByteArray())));
                }
            }
        };
    }

    private static String requirePath(String path) {
        boolean plain =
                !path.isEmpty()
                        && !path.startsWith("/")
                        && !path.endsWith("/")
                        && !("/" + path + "/").contains("/../")
                        && !("/" + path + "/").contains("/./");
        if (!plain) {
            throw new IllegalArgumentException("not a plain relative path: '" + path + "'");
        }
        return path;
    }

    /// How many bytes were taken over unread.
    public long kept() {
        return kept;
    }

    public Set<String> paths() {
        return new TreeSet<>(files.keySet());
    }

    public Set<String> directories() {
        return new TreeSet<>(directories.keySet());
    }

    /// Further names of files, and of which.
    public Map<String, String> hardLinks() {
        return Map.copyOf(hardLinks);
    }

    public Map<String, SpecialFile> specials() {
        return Map.copyOf(specials);
    }

    /// Whether a file changed while it was read.
    public boolean isTorn(String path) {
        return content(path).torn();
    }

    /// What is known of a file beside its content.
    public FileMetadata metadata(String path) {
        return content(path).metadata();
    }

    /// The page size that a file was written with.
    public int pageSize(String path) {
        return content(path).pageSize();
    }

    public byte[] bytes(String path) {
        return content(path).bytes().array().clone();
    }

    private Content content(String path) {
        Content content = files.get(path);
        if (content == null) {
            throw new IllegalArgumentException("the backup has no " + path);
        }
        return content;
    }

    /// Makes it a recovery point that can be read.
    public BackupReader reader(ComponentId component, String id, BackupSummary summary) {
        long logical = files.values().stream().mapToLong(file -> file.bytes().capacity()).sum();
        RecoveryPoint point =
                new RecoveryPoint(
                        id,
                        component,
                        summary.startedAt(),
                        summary.consistentAt(),
                        summary.consistentAt(),
                        summary.from(),
                        summary.consistentFrom(),
                        new ByteSize(logical),
                        new ByteSize(logical));
        return new Reader(point);
    }

    private final class Reader implements BackupReader {
        private final RecoveryPoint point;

        Reader(RecoveryPoint point) {
            this.point = point;
        }

        @Override
        public RecoveryPoint point() {
            return point;
        }

        @Override
        public Optional<String> attribute(String name) {
            return Optional.ofNullable(attributes.get(name));
        }

        @Override
        public Optional<byte[]> file(String path) {
            return Optional.ofNullable(files.get(path))
                    .map(content -> content.bytes().array().clone());
        }

        @Override
        public RestoreReport restore(Path folder, FileSelection selection, Progress progress) {
            Predicate<String> paths = selection.paths();
            try {
                for (Map.Entry<String, FileMetadata> entry : directories.entrySet()) {
                    if (paths.test(entry.getKey())) {
                        Path made = Files.createDirectories(folder.resolve(entry.getKey()));
                        Files.setPosixFilePermissions(made, permissions(entry.getValue().mode()));
                    }
                }
                for (Map.Entry<String, String> entry : links.entrySet()) {
                    if (paths.test(entry.getKey())) {
                        Files.createSymbolicLink(
                                folder.resolve(entry.getKey()), Path.of(entry.getValue()));
                    }
                }
                for (Map.Entry<String, Content> entry : files.entrySet()) {
                    if (paths.test(entry.getKey())) {
                        write(folder.resolve(entry.getKey()), entry.getValue());
                        progress.advance(entry.getValue().bytes().capacity());
                    }
                }
                for (Map.Entry<String, String> entry : hardLinks.entrySet()) {
                    if (paths.test(entry.getKey())) {
                        Files.createLink(
                                folder.resolve(entry.getKey()), folder.resolve(entry.getValue()));
                    }
                }
                return RestoreReport.COMPLETE;
            } catch (IOException error) {
                throw new AssertionError("the backup cannot be extracted to " + folder, error);
            }
        }

        private void write(Path path, Content content) throws IOException {
            Files.createDirectories(path.getParent());
            Files.write(path, content.bytes().array());
            Files.setPosixFilePermissions(path, permissions(content.metadata().mode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int bit = 0; bit < fromHighest.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(fromHighest[bit]);
            }
        }
        return permissions;
    }
}
