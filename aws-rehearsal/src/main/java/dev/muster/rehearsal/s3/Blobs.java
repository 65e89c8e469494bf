package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.wire.Checksums;
import dev.muster.rehearsal.world.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The files with the content of objects. Each is written once, before anything names it, and
/// deleted when nothing names it any more; what a kill left over is swept at the next start.
final class Blobs {
    private static final int BUFFER = 256 * 1024;

    private final Path folder;
    private final Map<String, Integer> uses = new HashMap<>();

    Blobs(Path folder) {
        this.folder = folder;
    }

    /// What was written of a stream.
    ///
    /// @param md5 in hex
    record Written(Segment segment, String md5, Map<Checksums, String> checksums) {}

    /// Writes all of a stream. Nothing is left of it where that fails.
    Written write(InputStream from, Set<Checksums> wanted) throws IOException {
        String name = Ids.hex(16);
        Path file = file(name);
        Files.createDirectories(file.getParent());
        Checksums.Running md5 = Checksums.md5();
        Map<Checksums, Checksums.Running> sums = new EnumMap<>(Checksums.class);
        wanted.forEach(it -> sums.put(it, it.start()));
        long length = 0;
        try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                to.write(buffer, 0, n);
                md5.update(buffer, 0, n);
                for (Checksums.Running sum : sums.values()) {
                    sum.update(buffer, 0, n);
                }
                length += n;
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        Map<Checksums, String> texts = new EnumMap<>(Checksums.class);
        sums.forEach((each, sum) -> texts.put(each, sum.text()));
        return new Written(new Segment(name, length), HexFormat.of().formatHex(md5.bytes()), texts);
    }

    private Path file(String name) {
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }

    synchronized void use(List<Segment> segments) {
        segments.forEach(it -> uses.merge(it.file(), 1, Integer::sum));
    }

    /// Deletes what nobody uses any more.
    synchronized void release(List<Segment> segments) {
        for (Segment segment : segments) {
            if (uses.merge(segment.file(), -1, Integer::sum) <= 0) {
                uses.remove(segment.file());
                drop(segment);
            }
        }
    }

    /// Deletes those of them that nothing uses, as what was to use them was refused.
    synchronized void dropUnused(List<Segment> segments) {
        segments.stream().filter(it -> !uses.containsKey(it.file())).forEach(this::drop);
    }

    /// The same bytes, with the digest of what was not uploaded in parts.
    Content asOnePiece(Content content) {
        Checksums.Running md5 = Checksums.md5();
        try {
            send(content.segments(), 0, content.size(), Sums.into(md5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Content(
                content.size(),
                HexFormat.of().formatHex(md5.bytes()),
                content.segments(),
                content.whole() ? content.checksums() : Map.of(),
                true,
                List.of());
    }

    /// What was written and then not wanted.
    void drop(Segment segment) {
        try {
            Files.deleteIfExists(file(segment.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a part of what segments hold together.
    void send(List<Segment> segments, long offset, long length, OutputStream to)
            throws IOException {
        long skip = offset;
        long left = length;
        for (Segment segment : segments) {
            if (skip >= segment.length()) {
                skip -= segment.length();
                continue;
            }
            long count = Math.min(left, segment.length() - skip);
            if (count <= 0) {
                return;
            }
            copy(segment, skip, count, to);
            left -= count;
            skip = 0;
        }
    }

    private void copy(Segment segment, long offset, long count, OutputStream to)
            throws IOException {
        try (InputStream from = Files.newInputStream(file(segment.file()))) {
            from.skipNBytes(offset);
            byte[] buffer = new byte[BUFFER];
            long left = count;
            while (left > 0) {
                int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new IOException("the content of an object is gone");
                }
                to.write(buffer, 0, n);
                left -= n;
            }
        }
    }

    /// Deletes the files that nothing names, once all that is named was told.
    synchronized void sweep() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!uses.containsKey(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
