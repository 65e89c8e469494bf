package dev.muster.provider.postgresql.restore;

import dev.muster.model.ComponentId;
import dev.muster.model.Digest;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.recovered.Mark;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/// The folder in which a restore works until it is complete: beside the data folder, which then
/// appears whole by one rename.
///
/// So there is never a half restore that a server could be started on. Each attempt works in a
/// folder of its own: one that was thought dead and wakes up late finds its folder gone, and cannot
/// spoil another's.
final class Staging {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ComponentId component;
    private final Path data;
    private final Path draft;

    private Staging(ComponentId component, Path data, Path draft) {
        this.component = component;
        this.data = data;
        this.draft = draft;
    }

    /// Removes what earlier attempts of the same operation left, and begins.
    ///
    /// @param data the data folder, absent or empty
    static Staging begin(ComponentId component, Path data, String token) {
        Path above = Mark.above(data);
        try {
            Files.createDirectories(above);
            String prefix = data.getFileName() + ".restoring-" + Digest.of(token).brief() + "-";
            for (Path left : startingWith(above, prefix)) {
                new Staging(component, data, left).discard();
            }
            return new Staging(component, data, Files.createTempDirectory(above, prefix));
        } catch (IOException error) {
            throw PostgresqlErrors.FOLDER.error(
                    component + ": nothing can be made in " + above + ": " + error,
                    "ls -ld " + above,
                    error);
        }
    }

    private static List<Path> startingWith(Path folder, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    Path folder() {
        return draft;
    }

    /// The folder of a tablespace: beside the data folder, in one that carries this attempt's name.
    Path tablespace(String oid) {
        return data.resolveSibling(
                data.getFileName()
                        + ".tablespaces/"
                        + draft.getFileName().toString().replaceAll(".*-", "")
                        + "/"
                        + oid);
    }

    /// Makes the data folder appear.
    void complete() throws IOException {
        Mark.sync(draft);
        try {
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException taken) {
            throw PostgresqlErrors.FOREIGN_FOLDER.error(
                    component + ": " + data + " was made by somebody else meanwhile: " + taken,
                    "ls -l " + data,
                    taken);
        }
        Mark.sync(Mark.above(data));
    }

    /// Makes the data folder appear in the place of the one that is there.
    ///
    /// Order: the old one leaves by a rename and the new one comes by the next. Whoever dies
    /// between the two leaves no data folder, and both beside it, whole.
    ///
    /// @return where the old one is now
    Path replace(Instant now) throws IOException {
        Mark.sync(draft);
        Path aside = aside(now);
        Files.move(data, aside, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
            throw refused;
        }
        Mark.sync(Mark.above(data));
        return aside;
    }

    private Path aside(Instant now) {
        String name = data.getFileName() + ".replaced-" + STAMP.format(now);
        Path aside = data.resolveSibling(name);
        for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
            aside = data.resolveSibling(name + "-" + i);
        }
        return aside;
    }

    /// Leaves nothing behind.
    void discard() {
        try {
            if (Files.exists(draft, LinkOption.NOFOLLOW_LINKS)) {
                delete(draft);
            }
            Path tablespaces = Mark.above(tablespace("0"));
            if (Files.exists(tablespaces)) {
                delete(tablespaces);
            }
        } catch (IOException error) {
            throw PostgresqlErrors.FOLDER.error(
                    component + ": " + draft + " cannot be removed: " + error,
                    "rm -r " + draft,
                    error);
        }
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException error)
                            throws IOException {
                        Files.deleteIfExists(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
