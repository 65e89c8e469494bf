package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a prune would do, or did.
///
/// @param sources what stays and goes of each source
/// @param copies what goes in each copy
/// @param waiting sessions that something waits for; the next prune looks again
/// @param problems what could not be judged, and is kept therefore
public record PruneReport(
        List<Source> sources, List<Freed> copies, List<Waiting> waiting, List<String> problems) {
    public PruneReport {
        sources = List.copyOf(sources);
        copies = List.copyOf(copies);
        waiting = List.copyOf(waiting);
        problems = List.copyOf(problems);
    }

    /// What this prune and a later one did together.
    public PruneReport and(PruneReport later) {
        List<Freed> freed = new ArrayList<>();
        for (Freed first : copies) {
            long bytes = first.bytes().bytes();
            long left = first.leftovers().bytes();
            int objects = first.objects();
            for (Freed second : later.copies) {
                if (second.region().equals(first.region())) {
                    bytes += second.bytes().bytes();
                    left += second.leftovers().bytes();
                    objects += second.objects();
                }
            }
            freed.add(new Freed(first.region(), objects, new ByteSize(bytes), new ByteSize(left)));
        }
        return new PruneReport(
                sources,
                freed,
                later.waiting,
                Stream.concat(problems.stream(), later.problems.stream()).distinct().toList());
    }

    /// @param points oldest first
    /// @param logs how many segments of log go
    public record Source(ComponentId source, List<Point> points, int logs, ByteSize logBytes) {
        public Source {
            points = List.copyOf(points);
        }
    }

    /// @param stored when it was stored, as the rule sees it
    /// @param goes whether it is removed
    /// @param why the reasons why it stays, or why it goes
    public record Point(String id, Instant stored, boolean goes, List<String> why) {
        public Point {
            why = List.copyOf(why);
        }
    }

    /// @param objects how many objects
    /// @param bytes of packs, index and log
    /// @param leftovers how many of the bytes no backup ever needed
    public record Freed(RegionId region, int objects, ByteSize bytes, ByteSize leftovers) {}

    /// @param session its number
    /// @param what what it does, as it says itself
    public record Waiting(RegionId region, String session, String what) {}
}
