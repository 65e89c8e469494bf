package dev.muster.provider.files.backup;

import dev.muster.model.FileNames;
import dev.muster.posix.Directory;
import dev.muster.posix.DirectoryEntry;
import dev.muster.posix.FileStatus;
import dev.muster.posix.FileType;
import dev.muster.provider.Operation;
import dev.muster.provider.files.kind.FilesSettings;
import dev.muster.provider.files.kind.PathPatterns;
import java.io.IOException;
import java.util.List;

/// Walks a tree in the order of its paths, never through a link, and without what is excluded.
final class Walk {
    private final boolean oneFileSystem;
    private final PathPatterns exclude;
    private final Emitter emitter;
    private final Operation operation;
    private long device;

    Walk(FilesSettings settings, Emitter emitter, Operation operation) {
        this.oneFileSystem = settings.oneFileSystem();
        this.exclude = PathPatterns.of(settings.exclude());
        this.emitter = emitter;
        this.operation = operation;
    }

    /// @param root is closed in the end
    void run(Directory root) throws IOException, InterruptedException {
        SharedFolder shared = new SharedFolder(root);
        try {
            FileStatus status = root.status();
            device = status.device();
            emitter.folder(".", status, Metadata.extended(root));
            names(shared, "", root.list());
        } finally {
            shared.release();
        }
    }

    private void names(SharedFolder folder, String prefix, List<DirectoryEntry> entries)
            throws IOException, InterruptedException {
        for (DirectoryEntry entry : entries) {
            operation.checkCancelled();
            String path = prefix + FileNames.text(entry.name());
            boolean certain = entry.type() != FileType.UNKNOWN;
            if (certain && exclude.matches(path, entry.type() == FileType.FOLDER)) {
                continue;
            }
            try {
                FileStatus status = folder.directory().status(entry.name());
                if (certain || !exclude.matches(path, status.type() == FileType.FOLDER)) {
                    name(folder, entry.name(), path, status);
                }
            } catch (IOException e) {
                emitter.missing(path, e);
            }
        }
    }

    private void name(SharedFolder folder, byte[] name, String path, FileStatus status)
            throws IOException, InterruptedException {
        switch (status.type()) {
            case FOLDER -> folder(folder, name, path, status);
            case FILE -> emitter.file(folder, name, path, status);
            case LINK -> emitter.link(path, status, folder.directory().readLink(name));
            case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> emitter.special(path, status);
            case UNKNOWN -> emitter.missing(path, new IOException("is of no known sort"));
        }
    }

    private void folder(SharedFolder above, byte[] name, String path, FileStatus seen)
            throws IOException, InterruptedException {
        Directory opened;
        try {
            opened = above.directory().folder(name);
        } catch (IOException closed) {
            // what is known of it from outside is kept
            emitter.folder(path, seen, List.of());
            emitter.missing(path, closed);
            return;
        }
        SharedFolder folder = new SharedFolder(opened);
        try {
            FileStatus status = opened.status();
            if (VaultMark.isVault(opened)) {
                return;
            }
            emitter.folder(path, status, Metadata.extended(opened));
            if (!oneFileSystem || status.device() == device) {
                names(folder, path + "/", opened.list());
            }
        } finally {
            folder.release();
        }
    }
}
