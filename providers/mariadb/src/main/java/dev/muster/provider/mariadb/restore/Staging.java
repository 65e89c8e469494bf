package dev.muster.provider.mariadb.restore;

import dev.muster.model.ComponentId;
import dev.muster.model.Digest;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.recovered.Mark;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/// The folder in which a restore works until it is complete: beside the data folder, which then
/// appears whole by one rename.
///
/// So there is never a half restore that a server could be started on. Each attempt works in a
/// folder of its own: one that was thought dead and wakes up late finds its folder gone, and cannot
/// spoil another's.
final class Staging {
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
            throw MariadbErrors.FOLDER.error(
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

    /// Makes the data folder appear.
    void complete() throws IOException {
        Mark.sync(draft);
        try {
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException taken) {
            throw MariadbErrors.FOREIGN_FOLDER.error(
                    component + ": " + data + " was made by somebody else meanwhile: " + taken,
                    "ls -l " + data,
                    taken);
        }
        Mark.sync(Mark.above(data));
    }

    /// Leaves nothing behind.
    void discard() {
        try {
            if (Files.exists(draft, LinkOption.NOFOLLOW_LINKS)) {
                delete(draft);
            }
        } catch (IOException error) {
            throw MariadbErrors.FOLDER.error(
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
