package dev.muster.provider.postgresql.recovered;

import dev.muster.model.ComponentId;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
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

    /// Written once the restored server took writes.
    public static final String STARTED = "muster.started";

    /// Written by a restore for looking into it only.
    public static final String PREVIEW = "muster.preview";

    /// Written by a restore that follows the source.
    public static final String STANDBY = "muster.standby";

    /// Written before a standby is made to take over.
    public static final String PROMOTED = "muster.promoted";

    /// Which moment the laid out log had come to where.
    static final String TIMES = "muster.times";

    private static final Set<String> OURS =
            Set.of(RESTORED, STARTED, PREVIEW, STANDBY, PROMOTED, TIMES);

    public static final String TOKEN = "token";
    public static final String TARGET = "target";
    public static final String MAJOR = "major";
    public static final String LOG_START = "log-start";

    /// Bytes of a segment of the log.
    public static final String SEGMENT = "segment";

    public static final String LOG_BYTES = "log-bytes";

    /// Where replay must come to at least; absent where the server itself minds the target.
    public static final String WHOLE_UNTIL = "whole-until";

    /// Whether replay must come further than that.
    public static final String DAMAGED = "damaged";

    public static final String REACHED = "reached";
    public static final String COMPONENT = "component";
    public static final String PORT = "port";

    /// The moment that a preview was asked for, where it was a time.
    public static final String MOMENT = "moment";

    private final Map<String, String> values;

    public Mark(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /// Whether a path in a data folder is one of these: a cluster that was recovered once has them,
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
            throw PostgresqlErrors.FOLDER.error(
                    component + ": " + folder.resolve(name) + " cannot be read: " + error,
                    "ls -l " + folder,
                    error);
        }
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The same with another value.
    public Mark with(String name, String value) {
        Map<String, String> all = new TreeMap<>(values);
        all.put(name, value);
        return new Mark(all);
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
