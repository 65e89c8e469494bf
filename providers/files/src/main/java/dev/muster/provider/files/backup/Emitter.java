package dev.muster.provider.files.backup;

import dev.muster.model.ExtendedAttribute;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileNames;
import dev.muster.model.SpecialFile;
import dev.muster.posix.FileStatus;
import dev.muster.posix.OpenFile;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.BackupWriter.FileWriter;
import dev.muster.provider.Operation;
import dev.muster.provider.files.kind.FilesSettings;
import dev.muster.provider.files.kind.PathPatterns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Hands what a walk found to the writer, in order: untouched files without reading them, further
/// names as what they are, the content of all others. One thread.
final class Emitter {
    private final Map<PathPatterns, Integer> pages = new HashMap<>();
    private final BackupWriter writer;
    private final Operation operation;
    private final Flaws flaws;
    private final ReadAhead ahead;
    private final Metadata metadata;

    /// Files with several names, by where they are.
    private final Map<Inode, String> firsts = new HashMap<>();

    /// Those of them that could not be read.
    private final Set<String> lost = new HashSet<>();

    private record Inode(long device, long number) {}

    Emitter(
            FilesSettings settings,
            BackupWriter writer,
            Operation operation,
            Flaws flaws,
            ReadAhead ahead) {
        settings.pages()
                .forEach((pattern, size) ->
                        pages.put(PathPatterns.of(List.of(pattern)), (int) size.bytes()));
        this.writer = writer;
        this.operation = operation;
        this.flaws = flaws;
        this.ahead = ahead;
        this.metadata = new Metadata(operation.timing());
    }

    void folder(String path, FileStatus status, List<ExtendedAttribute> extended)
            throws IOException, InterruptedException {
        FileMetadata known = metadata.of(status, extended);
        ahead.inTurn(() -> {
            writer.directory(path, known);
            operation.progress().files(1);
        });
    }

    void link(String path, FileStatus status, byte[] target)
            throws IOException, InterruptedException {
        FileMetadata known = metadata.of(status);
        ahead.inTurn(() -> {
            writer.link(path, known, FileNames.text(target));
            operation.progress().files(1);
        });
    }

    void special(String path, FileStatus status) throws IOException, InterruptedException {
        SpecialFile.Sort sort =
                switch (status.type()) {
                    case FIFO -> SpecialFile.Sort.FIFO;
                    case SOCKET -> SpecialFile.Sort.SOCKET;
                    case CHARACTER_DEVICE -> SpecialFile.Sort.CHARACTER_DEVICE;
                    default -> SpecialFile.Sort.BLOCK_DEVICE;
                };
        FileMetadata known = metadata.of(status);
        ahead.inTurn(() -> {
            writer.special(path, known, new SpecialFile(sort, status.major(), status.minor()));
            operation.progress().files(1);
        });
    }

    void missing(String path, IOException why) throws IOException, InterruptedException {
        ahead.inTurn(() -> flaws.missing(path, why));
    }

    void file(SharedFolder folder, byte[] name, String path, FileStatus status)
            throws IOException, InterruptedException {
        if (status.links() > 1) {
            Inode inode = new Inode(status.device(), status.inode());
            String first = firsts.putIfAbsent(inode, path);
            if (first != null) {
                hardLink(path, status, first);
                return;
            }
        }
        FileMetadata known = metadata.of(status);
        Optional<BackupWriter.Untouched> untouched = writer.untouched(path, known, status.size());
        folder.retain();
        if (untouched.isPresent()) {
            ahead.inTurn(() -> keep(folder, name, path, status, untouched.get()));
        } else if (status.size() <= SmallFile.LIMIT) {
            ahead.read(folder, name, status.size(), taker(folder, name, path));
        } else {
            ahead.inTurn(() -> large(folder, name, path));
        }
    }

    private void hardLink(String path, FileStatus status, String first)
            throws IOException, InterruptedException {
        FileMetadata known = metadata.of(status);
        ahead.inTurn(() -> {
            if (lost.contains(first)) {
                flaws.missing(path, "is another name of " + FileNames.show(first));
            } else {
                writer.hardLink(path, known, first);
                operation.progress().files(1);
            }
        });
    }

    private void keep(
            SharedFolder folder,
            byte[] name,
            String path,
            FileStatus status,
            BackupWriter.Untouched untouched)
            throws IOException, InterruptedException {
        if (writer.keep(untouched)) {
            folder.release();
            operation.progress().advance(status.size());
            operation.progress().files(1);
        } else {
            large(folder, name, path);
        }
    }

    private ReadAhead.Taker taker(SharedFolder folder, byte[] name, String path) {
        // the reader releases the folder; a file that has grown needs it once more
        folder.retain();
        return new ReadAhead.Taker() {
            @Override
            public void take(SmallFile file) {
                folder.release();
                small(path, file);
            }

            @Override
            public void fail(IOException why) throws InterruptedException {
                if (why instanceof SmallFile.TooLarge) {
                    large(folder, name, path);
                } else {
                    folder.release();
                    lose(path, why);
                }
            }
        };
    }

    private void small(String path, SmallFile file) {
        FileMetadata known = metadata.of(file.status(), file.extended());
        try (FileWriter content = writer.file(path, known, pageSize(path))) {
            content.write(ByteBuffer.wrap(file.content()));
            if (file.torn()) {
                content.torn();
                flaws.torn(path);
            }
        }
        operation.progress().advance(file.content().length);
        operation.progress().files(1);
    }

    /// Reads a file of any size in its turn.
    private void large(SharedFolder folder, byte[] name, String path) throws InterruptedException {
        boolean begun = false;
        try (OpenFile file = folder.directory().read(name)) {
            FileStatus status = SmallFile.requireFile(file);
            FileMetadata known = metadata.of(status, Metadata.extended(file));
            try (FileWriter content = writer.file(path, known, pageSize(path))) {
                begun = true;
                if (copy(file, content, path)) {
                    flaws.torn(path);
                }
            }
            operation.progress().files(1);
        } catch (IOException e) {
            if (!begun) {
                lose(path, e);
            }
        } finally {
            folder.release();
        }
    }

    /// A file that cannot be read to its end is kept up to there, and told.
    private boolean copy(OpenFile file, FileWriter content, String path)
            throws InterruptedException {
        try {
            return new LargeFile(file, content, operation).read();
        } catch (IOException e) {
            content.torn();
            flaws.missing(path, "could be read only in part: " + Flaws.reason(e));
            return false;
        }
    }

    private void lose(String path, IOException why) {
        lost.add(path);
        flaws.missing(path, why);
    }

    private int pageSize(String path) {
        for (Map.Entry<PathPatterns, Integer> each : pages.entrySet()) {
            if (each.getKey().take(path)) {
                return each.getValue();
            }
        }
        return 0;
    }
}
