package dev.muster.provider.postgresql.backup;

import dev.muster.provider.BackupWriter;
import dev.muster.provider.BackupWriter.FileWriter;
import dev.muster.provider.Progress;
import dev.muster.provider.postgresql.backup.Archive.Taker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Turns what a server sends as a backup of changes into one that is whole by itself.
final class Rebuilding {
    static final String PREFIX = "INCREMENTAL.";
    private static final String LABEL = "backup_label";

    /// Lines of the label with which a server refuses to start.
    private static final String LABEL_MARK = "INCREMENTAL FROM ";

    private final BackupWriter writer;
    private final PageFiles pages;
    private final Map<String, Long> before;
    private final Progress progress;
    private final Map<String, Long> rebuilt = new HashMap<>();

    /// @param before the page files of the backup before, with their sizes
    Rebuilding(BackupWriter writer, PageFiles pages, Map<String, Long> before, Progress progress) {
        this.writer = writer;
        this.pages = pages;
        this.before = before;
        this.progress = progress;
    }

    /// The files that are not as they were sent, by the paths that they have now, with their sizes.
    Map<String, Long> rebuilt() {
        return rebuilt;
    }

    /// For files that must not be taken as they come.
    Optional<Taker> taker(String path, int mode) {
        if (path.equals(LABEL)) {
            return Optional.of(new Label(mode));
        }
        String whole = whole(path);
        return whole.equals(path) ? Optional.empty() : Optional.of(changed(whole, mode));
    }

    /// The path of the file whose changes are sent under another.
    static String whole(String path) {
        int name = path.lastIndexOf('/') + 1;
        return path.startsWith(PREFIX, name)
                ? path.substring(0, name) + path.substring(name + PREFIX.length())
                : path;
    }

    private Taker changed(String path, int mode) {
        Long size = before.get(path);
        FileWriter file = writer.file(path, mode, pages.block());
        ChangedFile changed =
                new ChangedFile(
                        path, file, pages.block(), size == null ? 0 : size, progress::advance);
        return new Taker() {
            @Override
            public void take(ByteBuffer bytes) throws IOException {
                if (size == null) {
                    throw new IOException("changes of " + path + ", which was not there before");
                }
                changed.take(bytes);
            }

            @Override
            public void end() throws IOException {
                rebuilt.put(path, changed.end());
                file.close();
            }
        };
    }

    /// Without the lines that say that there is a backup to put below this one.
    private final class Label implements Taker {
        private final int mode;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();

        Label(int mode) {
            this.mode = mode;
        }

        @Override
        public void take(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            text.writeBytes(copy);
        }

        @Override
        public void end() {
            byte[] label =
                    text.toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith(LABEL_MARK))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining())
                            .getBytes(StandardCharsets.UTF_8);
            try (FileWriter file = writer.file(LABEL, mode, 0)) {
                file.write(ByteBuffer.wrap(label));
            }
            rebuilt.put(LABEL, (long) label.length);
        }
    }
}
