package dev.muster.testkit;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.Progress;
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
    private final Map<String, Integer> directories = new TreeMap<>();
    private final Map<String, String> links = new TreeMap<>();
    private final Map<String, Content> files = new TreeMap<>();
    private boolean open;

    private record Content(int mode, int pageSize, ByteBuffer bytes) {}

    @Override
    public void attribute(String name, String value) {
        attributes.put(name, value);
    }

    @Override
    public void directory(String path, int mode) {
        directories.put(requirePath(path), mode);
    }

    @Override
    public void link(String path, String target) {
        links.put(requirePath(path), target);
    }

    @Override
    public FileWriter file(String path, int mode, int pageSize) {
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
                            new Content(mode, pageSize, ByteBuffer.wrap(bytes.toByteArray())));
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

    public Set<String> paths() {
        return new TreeSet<>(files.keySet());
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
        public void extract(Path folder, Predicate<String> paths, Progress progress)
                throws InterruptedException {
            try {
                for (Map.Entry<String, Integer> entry : directories.entrySet()) {
                    if (paths.test(entry.getKey())) {
                        Path made = Files.createDirectories(folder.resolve(entry.getKey()));
                        Files.setPosixFilePermissions(made, permissions(entry.getValue()));
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
            } catch (IOException error) {
                throw new AssertionError("the backup cannot be extracted to " + folder, error);
            }
        }

        private void write(Path path, Content content) throws IOException {
            Files.createDirectories(path.getParent());
            Files.write(path, content.bytes().array());
            Files.setPosixFilePermissions(path, permissions(content.mode()));
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
