package dev.muster.provider.mariadb.restore;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogReader;
import dev.muster.provider.LogReader.Range;
import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.binlog.Group;
import dev.muster.provider.mariadb.binlog.GroupWalk;
import dev.muster.provider.mariadb.binlog.Gtid;
import dev.muster.provider.mariadb.recovered.LaidOut;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lays captured log out as a replica's relay log, cut after the last transaction that is wanted.
final class LogLayout {
    private final Chain chain;
    private final LogPosition consistent;
    private final LogReader logs;
    private final Aim aim;
    private final Operation operation;
    private final Map<Long, Gtid> goal = new TreeMap<>();
    private int files;
    private long cut;
    private @Nullable Group last;

    LogLayout(Chain chain, LogPosition consistent, LogReader logs, Aim aim, Operation operation) {
        this.chain = chain;
        this.consistent = consistent;
        this.logs = logs;
        this.aim = aim;
        this.operation = operation;
    }

    /// Reads without writing, until the target is met or the log ends.
    void look() throws IOException, InterruptedException {
        for (Range range : chain.ranges()) {
            if (aim.isOver()) {
                return;
            }
            walk(range, OutputStream.nullOutputStream());
        }
    }

    /// Writes the files into a folder that is there.
    void layOut(Path folder) throws IOException, InterruptedException {
        StringBuilder index = new StringBuilder();
        for (Range range : chain.ranges()) {
            if (!aim.isOver()) {
                String name = LaidOut.name(files + 1);
                if (write(range, folder.resolve(name))) {
                    files++;
                    index.append("./").append(folder.getFileName()).append('/').append(name);
                    index.append('\n');
                }
            }
        }
        Files.writeString(folder.resolve("relay.index"), index);
    }

    /// @return false for a file in which nothing is wanted; it is gone again
    private boolean write(Range range, Path file) throws IOException, InterruptedException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            boolean whole = walk(range, out);
            if (!whole) {
                channel.truncate(cut);
            }
            channel.force(true);
            if (whole || cut > 0) {
                return true;
            }
        }
        Files.delete(file);
        return false;
    }

    /// @return whether all of the file is wanted; else it ends at the cut
    private boolean walk(Range range, OutputStream out) throws IOException, InterruptedException {
        String line = range.from().line();
        Aim.InFile here = aim.in(line);
        boolean first = line.equals(consistent.line());
        long start = first ? consistent.offset() : 0;
        cut = start;
        GroupWalk walk =
                new GroupWalk(group -> {
                    if (group.start() >= start && here.takes(group)) {
                        take(group);
                    }
                });
        operation.checkCancelled();
        logs.copy(range.from(), range.to(), new Both(walk, out));
        return walk.isClosed() && !aim.isOver();
    }

    private void take(Group group) {
        last = group;
        cut = group.end();
        goal.put(group.gtid().domain(), group.gtid());
    }

    /// The last transaction of each domain.
    Map<Long, Gtid> goal() {
        return goal;
    }

    int files() {
        return files;
    }

    /// When the last transaction began to commit, by the source's clock.
    Optional<Instant> lastTime() {
        return Optional.ofNullable(last).map(group -> Instant.ofEpochSecond(group.time()));
    }

    /// Hands on to two.
    private final class Both extends OutputStream {
        private final OutputStream walk;
        private final OutputStream out;

        Both(OutputStream walk, OutputStream out) {
            this.walk = walk;
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            walk.write(bytes, offset, length);
            out.write(bytes, offset, length);
            operation.progress().advance(length);
        }
    }
}
