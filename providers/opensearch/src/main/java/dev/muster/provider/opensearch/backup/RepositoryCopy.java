package dev.muster.provider.opensearch.backup;

import dev.muster.model.ComponentId;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileStamp;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.Operation;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Copies the folder of a repository into a backup while no snapshot is made or deleted there.
///
/// A repository's files never change under their names, but for `index.latest`, which names the
/// state: it must be the same afterwards, or the copy mixes two. Files that the backup before has
/// are not read again.
final class RepositoryCopy {
    /// Names the current state of the repository.
    private static final String STATE = "index.latest";

    /// What the cluster has not finished writing.
    private static final String UNFINISHED = "pending-";

    private static final int BUFFER = 256 << 10;

    private final ComponentId component;
    private final Path folder;
    private final BackupWriter writer;
    private final Operation operation;
    private final byte[] buffer = new byte[BUFFER];

    RepositoryCopy(ComponentId component, Path folder, BackupWriter writer, Operation operation) {
        this.component = component;
        this.folder = folder;
        this.writer = writer;
        this.operation = operation;
    }

    /// @param more files that are no part of the repository, by their names
    void run(Map<String, byte[]> more) throws InterruptedException {
        try {
            byte[] state = Files.readAllBytes(folder.resolve(STATE));
            copy(more);
            if (!Arrays.equals(state, Files.readAllBytes(folder.resolve(STATE)))) {
                throw changed("its state is another one than before", null);
            }
        } catch (NoSuchFileException gone) {
            throw changed(gone.getFile() + " is gone", gone);
        } catch (IOException unreadable) {
            throw OpenSearchErrors.REPOSITORY.error(
                    component + ": " + folder + " cannot be read: " + unreadable,
                    "ls -lR " + folder,
                    unreadable);
        }
    }

    private RuntimeException changed(String what, @Nullable IOException cause) {
        String message = component + ": while " + folder + " was copied, " + what;
        String hint = "muster backup " + component;
        return cause == null
                ? OpenSearchErrors.CHANGED.error(message, hint)
                : OpenSearchErrors.CHANGED.error(message, hint, cause);
    }

    private void copy(Map<String, byte[]> more) throws IOException, InterruptedException {
        writer.directory(".", metadata(folder));
        for (Map.Entry<String, byte[]> each : more.entrySet()) {
            try (BackupWriter.FileWriter content = writer.file(each.getKey(), 0644, 0)) {
                content.write(ByteBuffer.wrap(each.getValue()));
            }
        }
        for (Path path : paths()) {
            operation.checkCancelled();
            String name = folder.relativize(path).toString();
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                writer.directory(name, metadata(path));
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                file(path, name);
            } else if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(path.toString());
            }
        }
    }

    private List<Path> paths() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> paths =
                    new ArrayList<>(
                            all.filter(path -> !path.equals(folder))
                                    .filter(path ->
                                            !path.getFileName().toString().startsWith(UNFINISHED))
                                    .toList());
            paths.sort(null);
            return paths;
        }
    }

    private void file(Path path, String name) throws IOException, InterruptedException {
        FileMetadata metadata = metadata(path);
        long size = Files.size(path);
        Optional<BackupWriter.Untouched> untouched = writer.untouched(name, metadata, size);
        if (untouched.isPresent() && writer.keep(untouched.get())) {
            operation.progress().advance(size);
        } else {
            read(path, name, metadata);
        }
        operation.progress().files(1);
    }

    private void read(Path path, String name, FileMetadata metadata)
            throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(path);
                BackupWriter.FileWriter content = writer.file(name, metadata, 0)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                operation.checkCancelled();
                content.write(ByteBuffer.wrap(buffer, 0, count));
                operation.progress().advance(count);
            }
        }
    }

    private FileMetadata metadata(Path path) throws IOException {
        Map<String, Object> seen =
                Files.readAttributes(
                        path, "unix:mode,ino,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        return new FileMetadata(
                value(seen, "mode", Integer.class) & 07777,
                Optional.empty(),
                Optional.of(instant(seen, "lastModifiedTime")),
                path.endsWith(STATE)
                        ? Optional.empty()
                        : Optional.of(
                                new FileStamp(
                                        instant(seen, "ctime"), value(seen, "ino", Long.class))),
                List.of());
    }

    private static Instant instant(Map<String, Object> seen, String name) {
        return value(seen, name, FileTime.class).toInstant();
    }

    private static <T> T value(Map<String, Object> seen, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(seen.get(name)));
    }
}
