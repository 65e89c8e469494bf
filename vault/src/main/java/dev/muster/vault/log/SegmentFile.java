package dev.muster.vault.log;

import dev.muster.model.LogPosition;
import dev.muster.vault.format.KeyedHash;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.log.LogFoot;
import dev.muster.vault.format.log.LogFrame;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogMark;
import dev.muster.vault.format.log.LogScan;
import dev.muster.vault.format.log.LogSealer;
import dev.muster.vault.store.DurableFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// The segment that is being written. One thread.
final class SegmentFile implements AutoCloseable {
    private final Path path;
    private final LogHead head;
    private final FileChannel file;
    private final FileChannel mark;
    private final LogSealer sealer;
    private final KeyedHash mac;
    private final MessageDigest digest;
    private final List<LogScan.At> frames = new ArrayList<>();
    private int place;
    private long end;
    private long group = 1;

    private SegmentFile(
            Path path,
            LogHead head,
            FileChannel file,
            FileChannel mark,
            LogSealer sealer,
            KeyedHash mac,
            byte[] written) {
        this.path = path;
        this.head = head;
        this.file = file;
        this.mark = mark;
        this.sealer = sealer;
        this.mac = mac;
        this.digest = sha256();
        digest.update(written);
        this.place = written.length;
        this.end = head.start().offset();
    }

    /// Begins a segment; its head and name are synced, and then its mark is made.
    static SegmentFile create(
            Path path, LogHead head, byte[] key, SigningKey signing, KeyedHash mac)
            throws IOException {
        byte[] object = head.encode(signing);
        LogSealer sealer = new LogSealer(LogHead.decode(path.toString(), object), key, mac);
        DurableFolders.make(SpoolFolder.parent(path));
        dropMark(path);
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean made = false;
        try {
            write(file, object, 0);
            file.force(true);
            DurableFolders.sync(SpoolFolder.parent(path));
            // last: a head that is broken beside a mark was damaged and not interrupted
            FileChannel mark =
                    FileChannel.open(
                            SpoolFolder.mark(path),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            made = true;
            return new SegmentFile(path, head, file, mark, sealer, mac, object);
        } finally {
            if (!made) {
                file.close();
            }
        }
    }

    /// One that was left of an empty segment, whose number is used again.
    private static void dropMark(Path path) throws IOException {
        if (Files.deleteIfExists(SpoolFolder.mark(path))) {
            DurableFolders.sync(SpoolFolder.parent(path));
        }
    }

    Path path() {
        return path;
    }

    /// Where the next byte belongs.
    LogPosition end() {
        return new LogPosition(head.start().line(), end);
    }

    int bytes() {
        return place;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /// Microseconds since 1970 of the first arrival in it.
    long firstArrival() {
        return frames.getFirst().frame().first();
    }

    /// Writes a frame without syncing it.
    ///
    /// @param ends whether a sync follows
    void frame(byte[] log, int count, boolean ends, long first, long last) throws IOException {
        byte[] frame = sealer.frame(end, log, count, group, ends, first, last);
        int sealed = frame.length - LogFrame.OVERHEAD;
        LogFrame what = new LogFrame(sealed, end, count, group, ends, first, last);
        frames.add(new LogScan.At(what, place));
        write(frame);
        end += count;
        group += ends ? 1 : 0;
    }

    void sync() throws IOException {
        file.force(false);
        // only a hint, so never synced itself
        mark.write(ByteBuffer.wrap(LogMark.encode(place, mac)), 0);
    }

    /// Writes the foot; the file is then the object that the vault gets.
    SpoolRecovery.Finished finish(SigningKey signing) throws IOException {
        LogFoot foot = LogFoot.of(head, frames, ObjectHash.from(digest.digest()));
        write(foot.encode(signing));
        file.force(true);
        close();
        return new SpoolRecovery.Finished(path, head, foot);
    }

    private static void write(FileChannel file, byte[] bytes, int at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
    }

    private void write(byte[] bytes) throws IOException {
        write(file, bytes, place);
        place += bytes.length;
        digest.update(bytes);
    }

    @Override
    public void close() throws IOException {
        mark.close();
        file.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
