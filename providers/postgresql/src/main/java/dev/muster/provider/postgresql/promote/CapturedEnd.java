package dev.muster.provider.postgresql.promote;

import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.LogReader;
import dev.muster.provider.LogReader.Range;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.export.Aim;
import dev.muster.provider.postgresql.export.Captured;
import dev.muster.provider.postgresql.export.ReplayPlan;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.log.History;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.log.Segments;
import dev.muster.provider.postgresql.restore.BackupFacts;
import dev.muster.provider.postgresql.restore.LogFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Compares a server with what the vault holds of its cluster: the newest base backup and the log
/// after it.
///
/// Positions alone cannot tell. The captured log may end in the middle of a record, which was
/// acknowledged to nobody; so the records that a server would lack are read, and the end of the
/// last whole one counts.
final class CapturedEnd {
    private final Line root;
    private final long consistent;
    private final Segments segments;
    private final LogReader logs;
    private final Captured captured;
    private final Operation operation;

    CapturedEnd(BackupReader base, LogReader logs, Operation operation) {
        this.root = Line.of(base.point().from());
        this.consistent = base.point().consistentFrom().offset();
        this.segments = new BackupFacts(base).segments();
        this.logs = logs;
        this.captured = Captured.of(root.system(), logs.ranges(), logs.histories());
        this.operation = operation;
    }

    /// @param timeline that the server is on
    /// @param past of that timeline, as the server has it
    /// @param position where the server's last record ends
    Beyond of(int timeline, History past, long position) throws IOException, InterruptedException {
        Line newest = captured.newest(root, consistent).orElse(root);
        long end = newest.equals(root) ? consistent : 0;
        List<Range> ranges = captured.on(newest);
        if (!ranges.isEmpty()) {
            end = Math.max(end, ranges.getLast().to().offset());
        }
        Optional<String> apart = apart(newest.timeline(), timeline, past);
        if (apart.isPresent()) {
            return new Beyond.Elsewhere(apart.get());
        }
        boolean same = newest.timeline() == timeline;
        long has = same ? position : past.endOf(newest.timeline()).orElseThrow();
        if (Long.compareUnsigned(end, has) <= 0) {
            return new Beyond.Nothing();
        }
        return read(newest, has, end, same);
    }

    /// Why the server's timeline does not continue what was captured.
    private Optional<String> apart(int newest, int timeline, History past) {
        History known = captured.histories().get(timeline);
        if (known != null && !known.forebears().equals(past.forebears())) {
            return Optional.of(
                    "its timeline " + timeline + " is not the captured one of that" + " number");
        }
        if (newest != timeline && past.endOf(newest).isEmpty()) {
            return Optional.of(
                    "it is on timeline " + timeline + ", and the captured log on " + newest);
        }
        return Optional.empty();
    }

    private Beyond read(Line line, long from, long end, boolean same)
            throws IOException, InterruptedException {
        long start = segments.start(from);
        Optional<Range> holding = captured.holding(line, start);
        if (holding.isEmpty() || holding.get().to().offset() < end) {
            return new Beyond.Elsewhere(
                    "the captured log from "
                            + Lsn.text(start)
                            + " to "
                            + Lsn.text(end)
                            + " is not whole");
        }
        ReplayPlan plan =
                new ReplayPlan(line, from, List.of(new ReplayPlan.Stretch(line, start, end)));
        long whole = feed(plan).look(Long.MAX_VALUE).wholeUntil();
        if (Long.compareUnsigned(whole, from) <= 0) {
            return new Beyond.Nothing();
        }
        return same
                ? new Beyond.Records(whole, plan)
                : new Beyond.Elsewhere(
                        "it left timeline "
                                + line.timeline()
                                + " at "
                                + Lsn.text(from)
                                + ", and the captured log goes on there to "
                                + Lsn.text(whole));
    }

    /// Writes the log of a plan as whole segment files.
    void layOut(ReplayPlan plan, Path folder) throws IOException, InterruptedException {
        feed(plan).layOut(folder, true);
    }

    private LogFeed feed(ReplayPlan plan) {
        Aim aim = new Aim(new RestoreTarget.Latest(), plan.start());
        return new LogFeed(logs, segments, plan, aim, operation);
    }

    String system() {
        return root.system();
    }
}
