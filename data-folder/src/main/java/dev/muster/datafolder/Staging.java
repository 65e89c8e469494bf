package dev.muster.datafolder;

import dev.muster.model.ComponentId;
import dev.muster.model.Digest;
import dev.muster.posix.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
public final class Staging {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final FolderErrors errors;
    private final ComponentId component;
    private final Path data;
    private final Path draft;

    private Staging(FolderErrors errors, ComponentId component, Path data, Path draft) {
        this.errors = errors;
        this.component = component;
        this.data = data;
        this.draft = draft;
    }

    /// Removes what earlier attempts of the same operation left, and begins.
    ///
    /// @param data the data folder, absent or empty
    public static Staging begin(
            FolderErrors errors, ComponentId component, Path data, String token) {
        Path above = Mark.above(data);
        try {
            Files.createDirectories(above);
            String prefix = data.getFileName() + ".restoring-" + Digest.of(token).brief() + "-";
            for (Path left : startingWith(above, prefix)) {
                new Staging(errors, component, data, left).discard();
            }
            return new Staging(errors, component, data, Files.createTempDirectory(above, prefix));
        } catch (IOException error) {
            throw errors.folder()
                    .error(
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

    public Path folder() {
        return draft;
    }

    /// Where the server's tablespaces are to lie, if it has any: beside the data folder, in one
    /// that carries this attempt's name.
    public Path tablespaces() {
        return data.resolveSibling(
                data.getFileName()
                        + ".tablespaces/"
                        + draft.getFileName().toString().replaceAll(".*-", ""));
    }

    /// Makes the data folder appear.
    public void complete() throws IOException {
        Mark.sync(draft);
        try {
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException taken) {
            throw errors.foreign()
                    .error(
                            component
                                    + ": "
                                    + data
                                    + " was made by somebody else meanwhile: "
                                    + taken,
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
    public Path replace(Instant now) throws IOException {
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
    public void discard() {
        try {
            FileTree.delete(draft);
            FileTree.delete(tablespaces());
        } catch (IOException error) {
            throw errors.folder()
                    .error(
                            component + ": " + draft + " cannot be removed: " + error,
                            "rm -r " + draft,
                            error);
        }
    }
}
