package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.provider.Progress;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.log.Segments;
import java.io.IOException;
import java.nio.file.Path;

/// Tells how far a replay is, by the segments that it goes through.
final class ReplayProgress {
    private static final long USUAL_SEGMENT = 1 << 24;

    private final Progress progress;
    private final long start;
    private final Segments segments;
    private final LogTimes times;
    private long told;

    ReplayProgress(Path data, Mark restored, Progress progress) throws IOException {
        this.progress = progress;
        this.start = number(restored, Marks.LOG_START, 0);
        this.segments = new Segments((int) number(restored, Marks.SEGMENT, USUAL_SEGMENT));
        this.times = LogTimes.read(data);
        progress.stage("replaying log");
        progress.total(number(restored, Marks.LOG_BYTES, 0));
    }

    private static long number(Mark mark, String name, long otherwise) {
        return mark.value(name)
                .filter(text -> text.matches("[0-9]{1,19}"))
                .map(Long::valueOf)
                .orElse(otherwise);
    }

    void at(String segment) {
        long position = segments.position(segment);
        long done = Math.max(0, position - start);
        if (done > told) {
            progress.advance(done - told);
            told = done;
        }
        progress.at(
                Lsn.text(position) + times.before(position).map(time -> ", " + time).orElse(""));
    }
}
