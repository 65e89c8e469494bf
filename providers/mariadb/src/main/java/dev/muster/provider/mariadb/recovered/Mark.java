package dev.muster.provider.mariadb.recovered;

import dev.muster.model.ComponentId;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A small file in a data folder, by which Muster knows what it did there: lines of `name=value`.
public final class Mark {
    /// Written by a restore that is complete.
    public static final String RESTORED = "muster.restored";

    /// Written before the first captured change is replayed.
    public static final String REPLAYING = "muster.replaying";

    /// Written once all of the captured log is replayed.
    public static final String REPLAYED = "muster.replayed";

    private static final Set<String> OURS = Set.of(RESTORED, REPLAYING, REPLAYED);

    public static final String TOKEN = "token";
    public static final String COMPONENT = "component";
    public static final String TARGET = "target";

    /// The version series of the data, such as `10.11`.
    public static final String SERIES = "series";

    /// The transactions that the base backup has.
    public static final String BASE = "base-gtid";

    /// The transactions that it must have once all is replayed.
    public static final String GOAL = "goal-gtid";

    /// Where replay begins in the first file of log.
    public static final String START = "start";

    /// How many files of log are laid out.
    public static final String FILES = "files";

    /// Their bytes.
    public static final String LOG_BYTES = "log-bytes";

    /// The moment of the last transaction, by the source's clock.
    public static final String LAST = "last";

    public static final String REACHED = "reached";

    /// What came out of checking all tables.
    public static final String TABLES = "tables";

    public static final String BAD_TABLES = "bad-tables";

    private final Map<String, String> values;

    public Mark(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /// Whether a path in a data folder is one of these: a server that was recovered once has them,
    /// and a backup of it must not pass them on to what is restored from it.
    public static boolean isOurs(String path) {
        return OURS.contains(path);
    }

    /// Empty if the folder has none.
    public static Optional<Mark> read(ComponentId component, Path folder, String name) {
        try {
            Map<String, String> values =
                    Files.readAllLines(folder.resolve(name), StandardCharsets.UTF_8).stream()
                            .filter(line -> line.contains("="))
                            .collect(
                                    Collectors.toMap(
                                            line -> line.substring(0, line.indexOf('=')),
                                            line -> line.substring(line.indexOf('=') + 1)));
            return Optional.of(new Mark(values));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException error) {
            throw MariadbErrors.FOLDER.error(
                    component + ": " + folder.resolve(name) + " cannot be read: " + error,
                    "ls -l " + folder,
                    error);
        }
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public void write(Path folder, String name) throws IOException {
        String text =
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining());
        replace(folder.resolve(name), text);
    }

    /// Replaces a file's content at once: it has the old or the new one, also after a crash.
    public static void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        try (FileChannel channel =
                FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync(above(file));
    }

    /// The folder that a path lies in.
    public static Path above(Path path) {
        Path above = path.toAbsolutePath().getParent();
        if (above == null) {
            throw new IllegalArgumentException(path + " lies in no folder");
        }
        return above;
    }

    /// Makes the names in a folder durable.
    public static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
