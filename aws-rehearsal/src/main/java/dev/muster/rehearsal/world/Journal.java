package dev.muster.rehearsal.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// All state of a rehearsal as one file that only grows: frames of length, checksum and the changes
/// that happened together.
///
/// A frame is handed to the system before its change is acknowledged, so that the death of this
/// process loses nothing. It is not forced to the disk: what a power cut would take from a
/// rehearsal is not worth a second for each hundred requests.
final class Journal implements AutoCloseable {
    private static final int LONGEST = 64 * 1024 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int HEAD = 8;

    /// @param value empty where the key is gone
    record Entry(String shelf, String key, List<String> value) {}

    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /// Reads what is there, and writes it again without what is overwritten in it.
    static Journal open(Path file, Map<String, Map<String, String>> state) throws IOException {
        if (Files.exists(file)) {
            replay(file, state);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel compact =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (Map.Entry<String, Map<String, String>> shelf : state.entrySet()) {
                for (Map.Entry<String, String> it : shelf.getValue().entrySet()) {
                    Entry entry = new Entry(shelf.getKey(), it.getKey(), List.of(it.getValue()));
                    write(compact, List.of(entry));
                }
            }
            // complete on disk before it takes the place of the old one
            compact.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return new Journal(FileChannel.open(file, StandardOpenOption.APPEND));
    }

    private static void replay(Path file, Map<String, Map<String, String>> state)
            throws IOException {
        try (FileChannel from = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            while (fill(from, head)) {
                int length = head.flip().getInt();
                int checksum = head.getInt();
                long at = from.position() - HEAD;
                if (length < 0 || length > LONGEST) {
                    throw new IOException(file + " is damaged at byte " + at);
                }
                ByteBuffer frame = ByteBuffer.allocate(length);
                if (!fill(from, frame)) {
                    return; // torn when the process died, thus never acknowledged
                }
                if (checksum != checksum(frame.array())) {
                    throw new IOException(file + " is damaged at byte " + at);
                }
                apply(frame.array(), state);
                head.clear();
            }
        }
    }

    private static boolean fill(FileChannel from, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void apply(byte[] frame, Map<String, Map<String, String>> state) {
        List<Entry> entries = MAPPER.readValue(frame, new TypeReference<List<Entry>>() {});
        for (Entry entry : entries) {
            Map<String, String> shelf = state.computeIfAbsent(entry.shelf(), it -> new TreeMap<>());
            if (entry.value().isEmpty()) {
                shelf.remove(entry.key());
            } else {
                shelf.put(entry.key(), entry.value().getFirst());
            }
        }
    }

    private static int checksum(byte[] frame) {
        CRC32C crc = new CRC32C();
        crc.update(frame);
        return (int) crc.getValue();
    }

    /// All of them or none, whatever happens.
    void write(List<Entry> entries) {
        try {
            long before = channel.size();
            try {
                write(channel, entries);
            } catch (IOException e) {
                // half a frame on a full disk would hide all frames after it
                channel.truncate(before);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel to, List<Entry> entries) throws IOException {
        byte[] frame = MAPPER.writeValueAsBytes(entries);
        ByteBuffer all = ByteBuffer.allocate(HEAD + frame.length);
        all.putInt(frame.length).putInt(checksum(frame)).put(frame).flip();
        while (all.hasRemaining()) {
            to.write(all);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static Map<String, Map<String, String>> nothing() {
        return new HashMap<>();
    }

    static List<Entry> entries(Change... changes) {
        List<Entry> entries = new ArrayList<>();
        Arrays.asList(changes)
                .forEach(it ->
                        entries.add(
                                new Entry(
                                        it.shelf(),
                                        it.key(),
                                        it.value().map(List::of).orElse(List.of()))));
        return entries;
    }
}
