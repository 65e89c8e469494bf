package dev.muster.provider.postgresql.backup;

import dev.muster.provider.BackupWriter;
import dev.muster.provider.BackupWriter.FileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a tar archive that streams by into files of a backup. Holds one header of 512 bytes.
///
/// Reads what a server sends: ustar headers with names of at most 100 bytes, sizes in octal or in
/// base 256, regular files, folders and symbolic links.
final class Archive {
    private static final int BLOCK = 512;

    private final BackupWriter writer;
    private final String folder;
    private final PageFiles pages;
    private final Optional<Rebuilding> rebuilding;
    private final byte[] header = new byte[BLOCK];
    private int headerRead;
    private @Nullable Taker file;
    private long fileLeft;
    private int paddingLeft;

    /// @param folder where the archive's root is in the backup: empty, or with a `/` at its end
    /// @param rebuilding where files may come as what changed in them
    Archive(BackupWriter writer, String folder, PageFiles pages, Optional<Rebuilding> rebuilding) {
        this.writer = writer;
        this.folder = folder;
        this.pages = pages;
        this.rebuilding = rebuilding;
    }

    /// Takes what the archive holds of one file.
    interface Taker {
        void take(ByteBuffer bytes) throws IOException;

        void end() throws IOException;

        static Taker of(FileWriter file) {
            return new Taker() {
                @Override
                public void take(ByteBuffer bytes) {
                    file.write(bytes);
                }

                @Override
                public void end() {
                    file.close();
                }
            };
        }
    }

    void take(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (fileLeft > 0) {
                content(bytes);
            } else if (paddingLeft > 0) {
                int count = Math.min(paddingLeft, bytes.remaining());
                bytes.position(bytes.position() + count);
                paddingLeft -= count;
            } else {
                header(bytes);
            }
        }
    }

    /// The archive must be complete now.
    void end() throws IOException {
        if (file != null || headerRead != 0 || paddingLeft > 0) {
            throw new IOException("the server's archive of '" + folder + "' breaks off");
        }
    }

    private void content(ByteBuffer bytes) throws IOException {
        int count = (int) Math.min(fileLeft, bytes.remaining());
        Taker target = file;
        if (target != null) {
            target.take(bytes.slice(bytes.position(), count));
        }
        bytes.position(bytes.position() + count);
        fileLeft -= count;
        if (fileLeft == 0) {
            closeFile();
        }
    }

    private void closeFile() throws IOException {
        Taker target = file;
        file = null;
        if (target != null) {
            target.end();
        }
    }

    private void header(ByteBuffer bytes) throws IOException {
        int count = Math.min(BLOCK - headerRead, bytes.remaining());
        bytes.get(header, headerRead, count);
        headerRead += count;
        if (headerRead < BLOCK) {
            return;
        }
        headerRead = 0;
        // two blocks of zeros end an archive
        if (header[0] != 0) {
            entry(name(0, 100));
        }
    }

    private void entry(String entryName) throws IOException {
        String path = path(entryName);
        int mode = (int) number(100, 8) & 0777;
        long size = number(124, 12);
        switch (header[156]) {
            case '5' -> {
                if (!path.isEmpty()) {
                    writer.directory(path, mode);
                }
            }
            case '2' -> writer.link(path, name(157, 100));
            case '0', 0 -> {
                file = taker(path, mode);
                fileLeft = size;
                paddingLeft = (int) (-size & (BLOCK - 1));
                if (size == 0) {
                    closeFile();
                }
            }
            default ->
                    throw new IOException(
                            "an entry of unknown type " + (char) header[156] + ": " + path);
        }
    }

    private Taker taker(String path, int mode) {
        return rebuilding
                .flatMap(it -> it.taker(path, mode))
                .orElseGet(() -> Taker.of(writer.file(path, mode, pages.pageSize(path))));
    }

    private String path(String entryName) throws IOException {
        String name = entryName.startsWith("./") ? entryName.substring(2) : entryName;
        String path = folder + name;
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (name.startsWith("/") || ("/" + bare + "/").contains("/../")) {
            throw new IOException("an entry leaves the archive: " + entryName);
        }
        return bare.equals(".") ? "" : bare;
    }

    private String name(int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.UTF_8);
    }

    /// An octal number, or one in base 256 where the highest bit says so.
    private long number(int at, int length) throws IOException {
        long value = 0;
        if ((header[at] & 0x80) != 0) {
            for (int i = at + length - 8; i < at + length; i++) {
                value = value << 8 | Byte.toUnsignedLong(header[i]);
            }
            return value;
        }
        String octal = name(at, length).strip();
        if (!octal.matches("[0-7]*")) {
            throw new IOException("no number in a header: '" + octal + "'");
        }
        return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    }
}
