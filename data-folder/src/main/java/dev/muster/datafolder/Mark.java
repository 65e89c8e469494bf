package dev.muster.datafolder;

import dev.muster.model.ComponentId;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A small file in a data folder, by which Muster knows what it did there: lines of `name=value`.
public final class Mark {
    /// Written by a restore that is complete.
    public static final String RESTORED = "muster.restored";

    /// Of the operation that wrote it.
    public static final String TOKEN = "token";

    /// The moment that was asked for.
    public static final String TARGET = "target";

    public static final String COMPONENT = "component";

    /// Where the data stands.
    public static final String REACHED = "reached";

    private final Map<String, String> values;

    public Mark(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /// Empty if the folder has none.
    public static Optional<Mark> read(
            FolderErrors errors, ComponentId component, Path folder, String name) {
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
            throw errors.folder()
                    .error(
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
