package dev.muster.vault.log;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.repository.Randomness;
import dev.muster.vault.store.DurableFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a spool's files lie: `<line>/<segment>.log` with `.mark` beside it, and
/// `histories/<name>/<tag>`.
final class SpoolFolder {
    private static final String SEGMENT = ".log";
    private static final String HISTORIES = "histories";

    private final Path folder;

    SpoolFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    Path segment(LogHead head) {
        return folder.resolve("lines")
                .resolve(LogNames.line(head.start().line()))
                .resolve(LogNames.segment(head) + SEGMENT);
    }

    Path history(String part, String tag) {
        return folder.resolve(HISTORIES).resolve(part).resolve(tag);
    }

    static Path mark(Path segment) {
        return segment.resolveSibling(segment.getFileName() + ".mark");
    }

    /// All segments, by epoch and number.
    List<Path> segments() throws IOException {
        return files(folder.resolve("lines")).stream()
                .filter(file -> file.toString().endsWith(SEGMENT))
                .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
                .toList();
    }

    List<Path> histories() throws IOException {
        return files(folder.resolve(HISTORIES));
    }

    private static List<Path> files(Path below) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path part : children(below)) {
            children(part).stream()
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .forEach(found::add);
        }
        return found;
    }

    private static List<Path> children(Path below) throws IOException {
        try (Stream<Path> children = Files.list(below)) {
            return children.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The spool's own number, drawn when it was made.
    long id(Randomness randomness) throws IOException {
        Path file = folder.resolve("id");
        Optional<byte[]> known = read(file);
        if (known.isEmpty()) {
            String drawn = HexFormat.of().formatHex(randomness.bytes(8));
            put(file, drawn.getBytes(StandardCharsets.US_ASCII));
            known = read(file);
        }
        String hex = new String(known.orElseThrow(), StandardCharsets.US_ASCII);
        return HexFormat.fromHexDigitsToLong(hex);
    }

    /// Empty if the file is gone.
    static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /// Writes a small file whole and synced.
    static void put(Path file, byte[] content) throws IOException {
        DurableFolders.make(parent(file));
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try (FileChannel out =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        DurableFolders.sync(parent(file));
    }

    /// Makes all names durable that are here. A process that died, or whose disk failed, may have
    /// made folders without; what is synced below one of them would be lost with it.
    void settle() throws IOException {
        DurableFolders.sync(parent(folder));
        DurableFolders.sync(folder);
        for (Path part : List.of(folder.resolve("lines"), folder.resolve(HISTORIES))) {
            List<Path> below = children(part);
            if (!below.isEmpty()) {
                DurableFolders.sync(part);
            }
            for (Path child : below) {
                DurableFolders.sync(child);
            }
        }
    }

    static Path parent(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "not a root");
    }

    MusterException failed(String verb, long bytes, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return VaultErrors.NO_SPACE.error(
                    "no space left in the spool "
                            + folder
                            + " for "
                            + new ByteSize(bytes)
                            + " of captured log",
                    "free or add space below " + folder,
                    cause);
        }
        return VaultErrors.STORE_FAILED.error(
                "could not " + verb + " the spool " + folder + ": " + cause, "", cause);
    }
}
