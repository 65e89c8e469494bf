package dev.muster.testkit;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupReader;
import dev.muster.provider.FileSelection;
import dev.muster.provider.LogReader;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What a vault does when it finds a flipped byte: it refuses in the middle of its work.
public final class Faults {
    /// The error that every injected fault ends with.
    public static final ErrorCode INJECTED =
            new ErrorCode(
                    "MUS-5999",
                    ErrorKind.EXTERNAL,
                    "A fault that a test injected",
                    "Only tests see it.",
                    "Nothing.");

    private Faults() {}

    /// A backup of which the first files come out and then one is found damaged.
    public static BackupReader damaged(BackupReader base) {
        return new BackupReader() {
            @Override
            public RecoveryPoint point() {
                return base.point();
            }

            @Override
            public Optional<String> attribute(String name) {
                return base.attribute(name);
            }

            @Override
            public Optional<byte[]> file(String path) {
                return base.file(path);
            }

            @Override
            public RestoreReport restore(Path folder, FileSelection selection, Progress progress)
                    throws InterruptedException {
                AtomicLong left = new AtomicLong(100);
                base.extract(
                        folder,
                        path -> selection.paths().test(path) && left.getAndDecrement() > 0,
                        progress);
                throw INJECTED.error("a file of the backup is damaged", "");
            }
        };
    }

    /// Log of which a byte at a position is found damaged.
    public static LogReader damaged(LogReader logs, LogPosition at) {
        return new LogReader() {
            @Override
            public List<Range> ranges() {
                return logs.ranges();
            }

            @Override
            public Map<String, byte[]> histories() {
                return logs.histories();
            }

            @Override
            public void copy(LogPosition from, LogPosition to, OutputStream sink) {
                boolean holds =
                        from.line().equals(at.line()) && !at.isBefore(from) && at.isBefore(to);
                logs.copy(from, holds ? at : to, sink);
                if (holds) {
                    throw INJECTED.error("the captured log is damaged at " + at, "");
                }
            }

            @Override
            public Optional<LogPosition> arrivedBy(String line, Instant moment) {
                return logs.arrivedBy(line, moment);
            }
        };
    }
}
