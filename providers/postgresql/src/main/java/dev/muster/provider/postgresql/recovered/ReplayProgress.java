package dev.muster.provider.postgresql.recovered;

import dev.muster.provider.Progress;
import dev.muster.provider.postgresql.log.Segments;

/// Tells how far a replay is, by the segments that it goes through.
final class ReplayProgress {
    private final Progress progress;
    private final long start;
    private long told;

    ReplayProgress(Mark restored, Progress progress) {
        this.progress = progress;
        this.start = number(restored, Mark.LOG_START);
        progress.total(number(restored, Mark.LOG_BYTES));
        progress.stage("replaying log");
    }

    private static long number(Mark mark, String name) {
        return mark.value(name)
                .filter(text -> text.matches("[0-9]{1,19}"))
                .map(Long::valueOf)
                .orElse(0L);
    }

    void at(String segment, Segments segments) {
        long done = Math.max(0, segments.position(segment) - start);
        if (done > told) {
            progress.advance(done - told);
            told = done;
        }
    }
}
