package dev.muster.provider.postgresql.restore;

import dev.muster.posix.FileTree;
import dev.muster.provider.postgresql.recovered.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Deletes a folder that a restore made, with its tablespaces and its server's messages.
public final class Discarding {
    private Discarding() {}

    /// The mark goes last of what is inside, so that what is left of a deletion that was cut off is
    /// known for what it is.
    public static void of(Path data) throws IOException {
        Path tablespaces = data.resolve("pg_tblspc");
        if (Files.isDirectory(tablespaces)) {
            for (Path link : entries(tablespaces)) {
                if (Files.isSymbolicLink(link) && Files.exists(link)) {
                    FileTree.delete(link.toRealPath());
                }
            }
        }
        for (Path entry : entries(data)) {
            if (!entry.getFileName().toString().equals(Marks.PREVIEW)) {
                FileTree.delete(entry);
            }
        }
        FileTree.delete(data);
        Files.deleteIfExists(data.resolveSibling(data.getFileName() + ".log"));
        Path places = data.resolveSibling(data.getFileName() + ".tablespaces");
        if (Files.isDirectory(places)) {
            FileTree.delete(places);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
