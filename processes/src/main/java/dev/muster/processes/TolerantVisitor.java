package dev.muster.processes;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import org.jspecify.annotations.Nullable;

/// Visits files that others may remove meanwhile: what vanishes is passed over.
public abstract class TolerantVisitor extends SimpleFileVisitor<Path> {
    @Override
    public final FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
        return vanished(why);
    }

    @Override
    public final FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why)
            throws IOException {
        return why == null ? FileVisitResult.CONTINUE : vanished(why);
    }

    private static FileVisitResult vanished(IOException why) throws IOException {
        if (why instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw why;
    }
}
