package dev.muster.provider.mariadb.backup;

import dev.muster.provider.BackupWriter;
import dev.muster.provider.BackupWriter.FileWriter;
import dev.muster.provider.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hands the pieces of a stream on as files, one after the other.
///
/// The tool copies files one by one, but writes the log of changes in between all the time. What
/// comes in the middle of another file waits on disk until the end.
final class FileSplit implements AutoCloseable {
    private static final int FOLDER = 0700;
    private static final int FILE = 0660;
    private static final int ARIA_PAGE = 8192;

    /// Small files that are looked into.
    private static final int KEPT = 64 << 10;

    private final BackupWriter writer;
    private final Path workspace;
    private final int innodbPage;
    private final Progress progress;
    private final Set<String> folders = new HashSet<>();
    private final Map<String, Path> waiting = new LinkedHashMap<>();
    private final Map<String, byte[]> facts = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int unsafeTables;
    private @Nullable String current;
    private @Nullable FileWriter open;
    private long position;

    FileSplit(BackupWriter writer, Path workspace, int innodbPage, Progress progress) {
        this.writer = writer;
        this.workspace = workspace;
        this.innodbPage = innodbPage;
        this.progress = progress;
        writer.directory(".", FOLDER);
        folders.add(".");
    }

    void take(StreamParser.Piece piece) throws IOException {
        switch (piece) {
            case StreamParser.Piece.Data data -> data(data);
            case StreamParser.Piece.End end -> end(end.path());
        }
    }

    private void data(StreamParser.Piece.Data data) throws IOException {
        progress.advance(data.bytes().remaining());
        keepFact(data);
        if (waiting.containsKey(data.path()) || (current != null && !isCurrent(data.path()))) {
            later(data);
            return;
        }
        if (current == null) {
            begin(data.path());
        }
        if (data.offset() != position) {
            throw new IOException(
                    data.path() + " goes on at " + data.offset() + " and not at " + position);
        }
        position += data.bytes().remaining();
        write(data.bytes());
    }

    private void keepFact(StreamParser.Piece.Data data) {
        if (data.path().startsWith("xtrabackup_") && data.bytes().remaining() <= KEPT) {
            byte[] copy = new byte[data.bytes().remaining()];
            data.bytes().duplicate().get(copy);
            facts.put(data.path(), copy);
        }
    }

    private boolean isCurrent(String path) {
        return path.equals(current);
    }

    private void write(ByteBuffer bytes) {
        FileWriter file = open;
        if (file != null) {
            file.write(bytes);
        }
    }

    private void begin(String path) throws IOException {
        if (!seen.add(path)) {
            throw new IOException(path + " comes twice");
        }
        folders(path);
        count(path);
        open = writer.file(path, FILE, page(path));
        current = path;
        position = 0;
    }

    private void folders(String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            if (folders.add(folder)) {
                writer.directory(folder, FOLDER);
            }
        }
    }

    private void count(String path) {
        boolean system = path.startsWith("mysql/") || path.startsWith("sys/");
        if (!system && (path.endsWith(".MYD") || path.endsWith(".MAD") || path.endsWith(".CSV"))) {
            unsafeTables++;
        }
    }

    private int page(String path) {
        // the second are tables that are so new that only the log of changes has them
        if (path.endsWith(".ibd") || path.endsWith(".new") || path.matches("(ibdata|undo)[0-9]+")) {
            return innodbPage;
        }
        return path.endsWith(".MAD") || path.endsWith(".MAI") ? ARIA_PAGE : 0;
    }

    private void later(StreamParser.Piece.Data data) throws IOException {
        Path file =
                waiting.computeIfAbsent(
                        data.path(), _ -> workspace.resolve("waiting-" + waiting.size()));
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = data.bytes();
            if (channel.size() != data.offset()) {
                throw new IOException(data.path() + " has a hole at " + channel.size());
            }
            long at = data.offset();
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }
    }

    private void end(String path) throws IOException {
        if (waiting.containsKey(path)) {
            return;
        }
        if (current != null && !isCurrent(path)) {
            Files.deleteIfExists(workspace.resolve("waiting-" + waiting.size()));
            waiting.put(path, Files.createFile(workspace.resolve("waiting-" + waiting.size())));
            return;
        }
        if (current == null) {
            begin(path);
        }
        closeCurrent();
    }

    private void closeCurrent() {
        FileWriter file = open;
        if (file != null) {
            file.close();
        }
        open = null;
        current = null;
    }

    /// Hands on what waited, once the tool has ended well.
    void finish() throws IOException {
        if (current != null) {
            throw new IOException(current + " has no end");
        }
        for (Map.Entry<String, Path> file : waiting.entrySet()) {
            begin(file.getKey());
            try (FileChannel channel = FileChannel.open(file.getValue())) {
                ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
                while (channel.read(buffer) >= 0) {
                    write(buffer.flip());
                    buffer.clear();
                }
            }
            closeCurrent();
        }
    }

    /// A small file of the tool's own, if it came.
    Optional<byte[]> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /// How many tables are in engines that know no transactions.
    int unsafeTables() {
        return unsafeTables;
    }

    @Override
    public void close() throws IOException {
        closeCurrent();
        for (Path file : waiting.values()) {
            Files.deleteIfExists(file);
        }
    }
}
