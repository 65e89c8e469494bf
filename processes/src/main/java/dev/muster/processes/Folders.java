package dev.muster.processes;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Folders in which others write meanwhile.
public final class Folders {
    private Folders() {}

    /// A folder and those below it, parents first. What vanishes while this looks is left out.
    ///
    /// @param depth how far below; with 1 those right in it
    public static List<Path> in(Path folder, int depth) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                folder,
                EnumSet.noneOf(FileVisitOption.class),
                depth + 1,
                new TolerantVisitor() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes what) {
                        found.add(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found.stream().filter(it -> folder.relativize(it).getNameCount() <= depth).toList();
    }
}
