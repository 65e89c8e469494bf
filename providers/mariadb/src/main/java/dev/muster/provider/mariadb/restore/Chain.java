package dev.muster.provider.mariadb.restore;

import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.LogReader;
import dev.muster.provider.LogReader.Range;
import dev.muster.provider.mariadb.binlog.BinlogFile;
import dev.muster.provider.mariadb.binlog.Predecessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The captured files of log that follow on a base backup without a hole.
///
/// @param ranges one for each file, in order, each from the file's first byte; empty if nothing was
///   captured that follows
/// @param later whether log was captured later that does not follow
public record Chain(List<Range> ranges, boolean later) {
    public Chain {
        ranges = List.copyOf(ranges);
    }

    static Chain of(LogPosition consistent, LogReader logs) {
        List<Range> all = logs.ranges();
        Map<String, byte[]> histories = logs.histories();
        List<Range> chain = new ArrayList<>();
        Optional<Range> next =
                whole(all, consistent.line())
                        .filter(range -> range.to().offset() >= consistent.offset());
        while (next.isPresent() && !chain.contains(next.get())) {
            chain.add(next.get());
            next = successor(next.get(), all, histories);
        }
        Instant end = chain.isEmpty() ? Instant.MIN : chain.getLast().lastArrival();
        boolean later =
                all.stream()
                        .anyMatch(range ->
                                !chain.contains(range) && range.firstArrival().isAfter(end));
        return new Chain(chain, later && !chain.isEmpty());
    }

    private static Optional<Range> whole(List<Range> all, String line) {
        return all.stream()
                .filter(range -> range.from().line().equals(line) && range.from().offset() == 0)
                .findFirst();
    }

    /// A file follows where the receiver saw the server go over to it, and has all of the one
    /// before.
    private static Optional<Range> successor(
            Range range, List<Range> all, Map<String, byte[]> histories) {
        return histories.entrySet().stream()
                .filter(history -> follows(history.getValue(), range.to()))
                .flatMap(history ->
                        BinlogFile.of(Predecessor.fileOf(history.getKey()))
                                .flatMap(file -> whole(all, file.line()))
                                .stream())
                .max(Comparator.comparing(Range::lastArrival));
    }

    private static boolean follows(byte[] history, LogPosition end) {
        return Predecessor.parse(history).filter(before -> before.end().equals(end)).isPresent();
    }

    /// Whether the log of a recovery point goes on to a file.
    ///
    /// @param name as people know it
    public static boolean leadsTo(RecoveryPoint point, String name, LogReader logs) {
        return of(point.consistentFrom(), logs).ranges().stream()
                .flatMap(range -> BinlogFile.of(range.from().line()).stream())
                .anyMatch(file -> file.name().equals(name));
    }

    Optional<Instant> lastArrival() {
        return ranges.isEmpty() ? Optional.empty() : Optional.of(ranges.getLast().lastArrival());
    }

    long bytes() {
        return ranges.stream().mapToLong(range -> range.to().offset()).sum();
    }
}
