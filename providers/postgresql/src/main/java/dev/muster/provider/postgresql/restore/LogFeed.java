package dev.muster.provider.postgresql.restore;

import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.export.Aim;
import dev.muster.provider.postgresql.export.ReplayFile;
import dev.muster.provider.postgresql.export.ReplayLog;
import dev.muster.provider.postgresql.export.ReplayPlan;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.log.Segments;
import dev.muster.provider.postgresql.recovered.LogTimes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Reads the log of a plan, segment by segment, and lays it out as files from which PostgreSQL
/// replays, or only looks whether the target is in it.
public final class LogFeed {
    private final LogReader logs;
    private final Segments segments;
    private final ReplayPlan plan;
    private final Aim aim;
    private final ReplayLog replay;
    private final Map<Long, Instant> times = new HashMap<>();
    private final Operation operation;

    public LogFeed(
            LogReader logs, Segments segments, ReplayPlan plan, Aim aim, Operation operation) {
        this.logs = logs;
        this.segments = segments;
        this.plan = plan;
        this.aim = aim;
        this.replay = new ReplayLog(segments, plan, aim);
        this.operation = operation;
    }

    /// Reads without writing, until the target is met, a position is reached, or the log ends.
    public ReplayLog.End look(long limit) throws IOException, InterruptedException {
        return read(limit, false, file -> copy(file, OutputStream.nullOutputStream()));
    }

    /// Writes whole segments into a folder, until the target is met or the log ends.
    ///
    /// @param all also what follows on the target
    public ReplayLog.End layOut(Path folder, boolean all) throws IOException, InterruptedException {
        return read(Long.MAX_VALUE, all, file -> write(folder, file));
    }

    private interface Take {
        void segment(ReplayFile file) throws IOException;
    }

    private ReplayLog.End read(long limit, boolean all, Take take)
            throws IOException, InterruptedException {
        boolean met = aim.isMet();
        for (ReplayFile file : ReplayFile.of(plan, segments)) {
            if (file.from() < limit && (all || !met)) {
                operation.checkCancelled();
                take.segment(file);
                met = replay.ended();
                operation.progress().advance(file.length());
                tell(file.from() + file.length());
            }
        }
        return replay.end();
    }

    private void tell(long position) {
        // under the last byte: what has replayed up to there has come to that moment
        aim.lastEnd().ifPresent(time -> times.put(position - 1, time));
        operation
                .progress()
                .at(Lsn.text(position) + aim.lastEnd().map(time -> ", " + time).orElse(""));
    }

    /// Which moment the log had come to where.
    LogTimes times() {
        return new LogTimes(times);
    }

    private void write(Path folder, ReplayFile segment) throws IOException {
        Path file = folder.resolve(segment.name());
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            copy(segment, new ChannelStream(channel));
            if (segment.length() < segments.size()) {
                channel.write(ByteBuffer.allocate(1), segments.size() - 1);
            }
            channel.force(true);
        }
    }

    private void copy(ReplayFile file, OutputStream out) {
        logs.copy(
                file.line().at(file.from()), file.line().at(file.to()), replay.through(file, out));
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
