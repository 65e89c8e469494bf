package dev.muster.provider.postgresql.restore;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.log.LogWalk;
import dev.muster.provider.postgresql.log.Segments;
import dev.muster.provider.postgresql.restore.ReplayPlan.Stretch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Reads the log of a plan, segment by segment, and lays it out as files from which PostgreSQL
/// replays, or only looks whether the target is in it.
final class LogFeed {
    private final LogReader logs;
    private final Segments segments;
    private final ReplayPlan plan;
    private final Aim aim;
    private final LogWalk walk;
    private final Operation operation;

    LogFeed(LogReader logs, Segments segments, ReplayPlan plan, Aim aim, Operation operation) {
        this.logs = logs;
        this.segments = segments;
        this.plan = plan;
        this.aim = aim;
        this.walk = new LogWalk(segments, plan.start(), aim);
        this.operation = operation;
    }

    /// What the server's replay will come to.
    ///
    /// @param wholeUntil where the last whole record ends that was read
    /// @param damaged whether the log goes on after it with something else
    record End(long wholeUntil, boolean damaged) {}

    /// Reads without writing, until the target is met, a position is reached, or the log ends.
    End look(long limit) throws IOException, InterruptedException {
        return read(
                limit,
                false,
                (stretch, from, to) -> copy(stretch, from, to, OutputStream.nullOutputStream()));
    }

    /// Writes whole segments into a folder, until the target is met or the log ends. The last one
    /// is filled up with zeros, where replay finds no record and ends.
    ///
    /// @param all also what follows on the target
    End layOut(Path folder, boolean all) throws IOException, InterruptedException {
        return read(Long.MAX_VALUE, all, (stretch, from, to) -> write(folder, stretch, from, to));
    }

    private interface Take {
        void segment(Stretch stretch, long from, long to) throws IOException;
    }

    private End read(long limit, boolean all, Take take) throws IOException, InterruptedException {
        for (Stretch stretch : plan.stretches()) {
            walk.cut();
            long from = stretch.from();
            while (from < stretch.to() && from < limit && (all || !aim.isMet())) {
                operation.checkCancelled();
                long to = Math.min(segments.start(from) + segments.size(), stretch.to());
                take.segment(stretch, from, to);
                aim.walked(walk.lastRecord());
                operation.progress().advance(to - from);
                from = to;
            }
        }
        return new End(walk.wholeUntil(), walk.damage() != null);
    }

    private void write(Path folder, Stretch stretch, long from, long to) throws IOException {
        Path file = folder.resolve(segments.name(stretch.line().timeline(), from));
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            copy(stretch, from, to, new ChannelStream(channel));
            if (to - from < segments.size()) {
                channel.write(ByteBuffer.allocate(1), segments.size() - 1);
            }
            channel.force(true);
        }
    }

    private void copy(Stretch stretch, long from, long to, OutputStream out) {
        LogPosition first = stretch.line().at(from);
        logs.copy(first, stretch.line().at(to), new Walking(out, from));
    }

    /// Passes bytes on, and lets the walk see those that it has not seen.
    private final class Walking extends OutputStream {
        private final OutputStream out;
        private long position;

        Walking(OutputStream out, long position) {
            this.out = out;
            this.position = position;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            int known = (int) Math.max(0, Math.min(length, walk.position() - position));
            walk.feed(bytes, offset + known, length - known);
            position += length;
        }
    }

    private static final class ChannelStream extends OutputStream {
        private final FileChannel channel;

        ChannelStream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }
}
