package dev.muster.provider.postgresql;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogSink;
import dev.muster.testkit.MemoryLog;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A spool in one file, for captures that are killed: frames, each with its checksum, synced by a
/// flush. What a killed writer left half is cut off.
final class FileLog implements LogSink, AutoCloseable {
    private final FileChannel channel;
    private final MemoryLog memory = new MemoryLog();
    private long written;

    FileLog(Path file) throws IOException {
        if (Files.exists(file)) {
            written = load(file);
        }
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(written);
        channel.position(written);
        memory.flush();
    }

    /// What is durable, to read.
    static MemoryLog read(Path file) throws IOException {
        try (FileLog log = new FileLog(file)) {
            return log.memory;
        }
    }

    private long load(Path file) throws IOException {
        long valid = 0;
        try (DataInputStream in =
                new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                if (in.readLong() != checksum(frame)) {
                    return valid;
                }
                apply(new DataInputStream(new java.io.ByteArrayInputStream(frame)));
                valid += 4 + frame.length + 8;
            }
        } catch (EOFException end) {
            return valid;
        }
    }

    private void apply(DataInputStream frame) throws IOException {
        char kind = frame.readChar();
        switch (kind) {
            case 'l' -> {
                LogPosition at = new LogPosition(frame.readUTF(), frame.readLong());
                Instant arrival = Instant.ofEpochMilli(frame.readLong());
                memory.append(at, ByteBuffer.wrap(frame.readAllBytes()), arrival);
            }
            case 'h' -> memory.history(frame.readUTF(), frame.readAllBytes());
            case 'w' -> memory.commitsWait(frame.readBoolean());
            default -> throw new IOException("unknown frame " + kind);
        }
    }

    @Override
    public Optional<LogPosition> resumeAt() {
        return memory.resumeAt();
    }

    @Override
    public void append(LogPosition at, ByteBuffer bytes, Instant arrival) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        write(out -> {
            out.writeChar('l');
            out.writeUTF(at.line());
            out.writeLong(at.offset());
            out.writeLong(arrival.toEpochMilli());
            out.write(copy);
        });
        memory.append(at, ByteBuffer.wrap(copy), arrival);
    }

    @Override
    public void history(String name, byte[] content) {
        write(out -> {
            out.writeChar('h');
            out.writeUTF(name);
            out.write(content);
        });
        memory.history(name, content);
    }

    @Override
    public void commitsWait(boolean waiting) {
        write(out -> {
            out.writeChar('w');
            out.writeBoolean(waiting);
        });
        memory.commitsWait(waiting);
    }

    @Override
    public Optional<LogPosition> flush() {
        try {
            channel.force(false);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return memory.flush();
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    private void write(Body body) {
        try {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            body.write(new DataOutputStream(frame));
            ByteBuffer whole = ByteBuffer.allocate(4 + frame.size() + 8);
            whole.putInt(frame.size()).put(frame.toByteArray());
            whole.putLong(checksum(frame.toByteArray())).flip();
            while (whole.hasRemaining()) {
                channel.write(whole);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static long checksum(byte[] frame) {
        CRC32C crc = new CRC32C();
        crc.update(frame);
        return crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
