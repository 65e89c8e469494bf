package dev.muster.provider.files.backup;

import dev.muster.model.FileNames;
import dev.muster.provider.BackupFlaws;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// Counts what could not be read as it should be, and remembers the first. One thread.
final class Flaws {
    private static final int REMEMBERED = 100;

    private final List<String> first = new ArrayList<>();
    private long missing;
    private long torn;

    void missing(String path, IOException why) {
        missing++;
        remember(path, reason(why));
    }

    void missing(String path, String why) {
        missing++;
        remember(path, why);
    }

    void torn(String path) {
        torn++;
        remember(path, "changed while it was read, twice");
    }

    private void remember(String path, String what) {
        if (first.size() < REMEMBERED) {
            first.add(FileNames.show(path) + ": " + what);
        }
    }

    static String reason(IOException why) {
        return switch (why) {
            case NoSuchFileException _ -> "is not there";
            case AccessDeniedException _ -> "may not be read by this user";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> String.valueOf(why.getMessage());
        };
    }

    BackupFlaws result() {
        return new BackupFlaws(missing, torn, first);
    }
}
