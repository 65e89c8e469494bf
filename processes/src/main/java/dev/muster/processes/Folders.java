package dev.muster.processes;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes what) {
                        found.add(directory);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException why)
                            throws IOException {
                        return vanished(why);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException why) throws IOException {
                        return why == null ? FileVisitResult.CONTINUE : vanished(why);
                    }
                });
        return found.stream().filter(it -> folder.relativize(it).getNameCount() <= depth).toList();
    }

    private static FileVisitResult vanished(IOException why) throws IOException {
        if (why instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw why;
    }
}
