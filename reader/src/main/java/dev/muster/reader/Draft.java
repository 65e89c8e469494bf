package dev.muster.reader;

import dev.muster.posix.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// A folder that is made beside its place and moved there when it is whole, so that no server is
/// started on half of it. What a killed run leaves is called `NAME.restoring-...`.
final class Draft {
    private final Path place;
    private final Path folder;

    private Draft(Path place, Path folder) {
        this.place = place;
        this.folder = folder;
    }

    /// @param place absent, or an empty folder
    static Draft beside(Path place) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(place)) {
            throw new UsageException(place + " is there and not empty; name a new folder");
        }
        Path above = place.getParent();
        Path name = place.getFileName();
        if (above == null || name == null) {
            throw new UsageException("name a folder that can be made, not " + place);
        }
        Files.createDirectories(above);
        return new Draft(place, Files.createTempDirectory(above, name + ".restoring-"));
    }

    private static boolean isEmptyFolder(Path place) throws IOException {
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.findAny().isEmpty();
        }
    }

    Path folder() {
        return folder;
    }

    /// Tablespaces lie below pg_tblspc in a backup; PostgreSQL wants links there. Theirs is a
    /// folder beside the data folder.
    void moveTablespaces() throws IOException {
        Path links = folder.resolve("pg_tblspc");
        if (Files.isDirectory(links, LinkOption.NOFOLLOW_LINKS)) {
            for (Path space : folders(links)) {
                Path to = tablespaces().resolve(space.getFileName());
                Files.createDirectories(tablespaces());
                Files.move(space, to);
                Files.createSymbolicLink(space, to);
            }
        }
        // it would send the server to the places of the old host
        Files.deleteIfExists(folder.resolve("tablespace_map"));
    }

    private Path tablespaces() {
        String run = folder.getFileName().toString().replaceAll(".*-", "");
        return place.resolveSibling(place.getFileName() + ".tablespaces-" + run);
    }

    private static List<Path> folders(Path in) throws IOException {
        try (Stream<Path> entries = Files.list(in)) {
            return entries.filter(it -> Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS)).toList();
        }
    }

    /// Durable first, then seen.
    void complete() throws IOException {
        sync(folder);
        if (Files.isDirectory(tablespaces())) {
            sync(tablespaces());
        }
        Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
        syncOne(Path.of(String.valueOf(place.getParent())));
    }

    private static void sync(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    syncOne(path);
                }
            }
        }
    }

    private static void syncOne(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void discard() throws IOException {
        FileTree.delete(folder);
        FileTree.delete(tablespaces());
    }
}
