package dev.muster.provider.postgresql.export;

import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.log.Segments;
import java.util.ArrayList;
import java.util.List;

/// One file of log in `pg_wal`, and what of it was captured. The rest of the file is zeros, where
/// replay finds no record and ends.
///
/// @param name in `pg_wal`
/// @param from position of its first byte
/// @param to exclusive, at most the end of the segment
/// @param afterCut whether another timeline ends before it, perhaps in the middle of a record
public record ReplayFile(String name, Line line, long from, long to, boolean afterCut) {
    /// The files of a plan, in the order in which replay reads them.
    public static List<ReplayFile> of(ReplayPlan plan, Segments segments) {
        List<ReplayFile> files = new ArrayList<>();
        for (ReplayPlan.Stretch stretch : plan.stretches()) {
            long from = stretch.from();
            while (from < stretch.to()) {
                long to = Math.min(segments.start(from) + segments.size(), stretch.to());
                String name = segments.name(stretch.line().timeline(), from);
                boolean first = from == stretch.from();
                files.add(new ReplayFile(name, stretch.line(), from, to, first));
                from = to;
            }
        }
        return files;
    }

    public long length() {
        return to - from;
    }
}
