package dev.muster.provider.files.backup;

import dev.muster.posix.FileStatus;
import dev.muster.posix.OpenFile;
import dev.muster.provider.BackupWriter.FileWriter;
import dev.muster.provider.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads a file of any size from front to back, without its holes. One thread.
final class LargeFile {
    private static final int BUFFER = 256 << 10;

    private final OpenFile file;
    private final FileWriter writer;
    private final Operation operation;
    private final byte[] buffer = new byte[BUFFER];

    LargeFile(OpenFile file, FileWriter writer, Operation operation) {
        this.file = file;
        this.writer = writer;
        this.operation = operation;
    }

    /// Reads it once more if it changed in between.
    ///
    /// @return whether it changed again
    boolean read() throws IOException, InterruptedException {
        if (once()) {
            return false;
        }
        writer.again();
        if (once()) {
            return false;
        }
        writer.torn();
        return true;
    }

    private boolean once() throws IOException, InterruptedException {
        FileStatus before = file.status();
        long size = before.size();
        long at = 0;
        while (at < size) {
            long data = before.mayHaveHoles() ? file.nextData(at, size) : at;
            if (data > at) {
                writer.hole(data - at);
                at = data;
            }
            long end = before.mayHaveHoles() ? file.nextHole(at, size) : size;
            if (!copy(at, end)) {
                return false;
            }
            at = end;
        }
        return file.status().isSameAs(before);
    }

    /// @return whether there were so many bytes
    private boolean copy(long from, long end) throws IOException, InterruptedException {
        long at = from;
        while (at < end) {
            operation.checkCancelled();
            int wanted = (int) Math.min(buffer.length, end - at);
            int count = file.readFully(buffer, 0, wanted, at);
            writer.write(ByteBuffer.wrap(buffer, 0, count));
            operation.progress().advance(count);
            at += count;
            if (count < wanted) {
                return false;
            }
        }
        return true;
    }
}
