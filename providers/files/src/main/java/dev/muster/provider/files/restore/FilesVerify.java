package dev.muster.provider.files.restore;

import dev.muster.model.ByteSize;
import dev.muster.model.FileNames;
import dev.muster.posix.Directory;
import dev.muster.posix.DirectoryEntry;
import dev.muster.posix.FileStatus;
import dev.muster.posix.FileType;
import dev.muster.posix.OpenFile;
import dev.muster.provider.Operation;
import dev.muster.provider.Verification;
import dev.muster.provider.Verification.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looks whether a restored folder is whole: all of it can be read, and what is required is there.
///
/// Each byte was checked against its hash when it was written; this reads them back.
public final class FilesVerify {
    private static final int BUFFER = 1 << 20;

    private final Path folder;
    private final List<String> required;
    private final Operation operation;
    private final byte[] buffer = new byte[BUFFER];
    private final List<String> bad = new ArrayList<>();
    private long files;
    private long bytes;

    public FilesVerify(Path folder, List<String> required, Operation operation) {
        this.folder = folder;
        this.required = List.copyOf(required);
        this.operation = operation;
    }

    public Verification run() throws InterruptedException {
        operation.progress().stage("reading files");
        List<Check> checks = new ArrayList<>();
        checks.add(readable());
        required.forEach(path -> checks.add(isThere(path)));
        return new Verification(checks);
    }

    private Check readable() throws InterruptedException {
        try (Directory root = Directory.open(folder)) {
            read(root);
        } catch (IOException e) {
            return new Check("files", false, "cannot be read: " + e.getMessage());
        }
        String found = files + " files, " + new ByteSize(bytes) + ", " + bad.size() + " unreadable";
        return new Check(
                "files", bad.isEmpty(), bad.isEmpty() ? found : found + ": " + bad.getFirst());
    }

    private void read(Directory in) throws IOException, InterruptedException {
        for (DirectoryEntry entry : in.list()) {
            operation.checkCancelled();
            try {
                FileStatus status = in.status(entry.name());
                if (status.type() == FileType.FOLDER) {
                    try (Directory below = in.folder(entry.name())) {
                        read(below);
                    }
                } else if (status.type() == FileType.FILE) {
                    read(in, entry.name());
                }
            } catch (IOException e) {
                bad.add(FileNames.show(FileNames.text(entry.name())) + ": " + e.getMessage());
            }
        }
    }

    private void read(Directory in, byte[] name) throws IOException, InterruptedException {
        files++;
        try (OpenFile file = in.read(name)) {
            long at = 0;
            int count;
            do {
                operation.checkCancelled();
                count = file.readFully(buffer, 0, buffer.length, at);
                at += count;
                operation.progress().advance(count);
            } while (count == buffer.length);
            bytes += at;
        }
    }

    private Check isThere(String path) {
        Path wanted = folder.resolve(path);
        try {
            boolean there =
                    Files.isDirectory(wanted) || (Files.exists(wanted) && Files.size(wanted) > 0);
            return new Check(path, there, there ? "is there" : "is missing or empty");
        } catch (IOException e) {
            return new Check(path, false, "cannot be looked at: " + e.getMessage());
        }
    }
}
