package dev.muster.vault.log;

import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.log.LogFrame;
import dev.muster.vault.format.log.LogScan;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.SourceSecrets;
import dev.muster.vault.repository.Vault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives back the captured log of one source: the vault's and a spool's as one.
///
/// Looks once when it is opened; what is captured later is seen by another one. One thread.
public final class LogArchive {
    private final Vault vault;
    private final PrivateKeys key;
    private final SegmentShelf shelf;
    private final HistoryShelf histories;
    private final List<ArchivedSegment> segments;

    private LogArchive(Vault vault, PrivateKeys key, SegmentShelf shelf, HistoryShelf histories) {
        this.vault = vault;
        this.key = key;
        this.shelf = shelf;
        this.histories = histories;
        this.segments =
                shelf.segments().stream()
                        .sorted(
                                Comparator.comparing(ArchivedSegment::line)
                                        .thenComparing(
                                                ArchivedSegment::start, Long::compareUnsigned)
                                        .thenComparing(ArchivedSegment::name))
                        .toList();
    }

    /// @param spool the folder of a receiver's spool, if one can be reached; it is only read
    public static LogArchive open(
            Vault vault, ComponentId source, ArchiveKey key, Optional<Path> spool) {
        SourceSecrets secrets = vault.secrets(source, key);
        Optional<SpoolFolder> folder = spool.map(path -> new SpoolFolder(path.toAbsolutePath()));
        return new LogArchive(
                vault,
                secrets.keys(),
                new SegmentShelf(vault, source, secrets, folder),
                new HistoryShelf(vault, source, secrets, folder));
    }

    /// A stretch of a line without holes.
    ///
    /// @param from position of the first byte
    /// @param to position after the last byte
    public record Range(
            LogPosition from, LogPosition to, Instant firstArrival, Instant lastArrival) {}

    /// What was captured, by line and position. Ranges with a hole between them stay apart.
    public List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (ArchivedSegment segment : segments) {
            Range next =
                    new Range(
                            new LogPosition(segment.line(), segment.start()),
                            new LogPosition(segment.line(), segment.end()),
                            segment.first(),
                            segment.last());
            if (!ranges.isEmpty() && isJoined(ranges.getLast(), next)) {
                next = join(ranges.removeLast(), next);
            }
            ranges.add(next);
        }
        return List.copyOf(ranges);
    }

    private static boolean isJoined(Range one, Range next) {
        return one.to().line().equals(next.from().line()) && !one.to().isBefore(next.from());
    }

    private static Range join(Range one, Range next) {
        return new Range(
                one.from(),
                one.to().isBefore(next.to()) ? next.to() : one.to(),
                one.firstArrival().isBefore(next.firstArrival())
                        ? one.firstArrival()
                        : next.firstArrival(),
                one.lastArrival().isBefore(next.lastArrival())
                        ? next.lastArrival()
                        : one.lastArrival());
    }

    /// What was found but cannot be used, in words; empty in health.
    public List<String> problems() {
        return shelf.problems();
    }

    /// What was kept with [LogSpool#history], by name.
    public Map<String, byte[]> histories() {
        return histories.all();
    }

    /// The end of what had arrived at a moment; empty if the line had nothing then.
    public Optional<LogPosition> arrivedBy(String line, Instant moment) {
        return segments.stream()
                .filter(it -> it.line().equals(line) && !it.first().isAfter(moment))
                .flatMap(it -> arrived(it, moment).stream())
                .max(Long::compareUnsigned)
                .map(end -> new LogPosition(line, end));
    }

    private Optional<Long> arrived(ArchivedSegment segment, Instant moment) {
        if (!segment.last().isAfter(moment)) {
            return Optional.of(segment.end());
        }
        return shelf.open(segment).scan().frames().stream()
                .map(LogScan.At::frame)
                .takeWhile(frame -> !LogSpool.instant(frame.last()).isAfter(moment))
                .reduce((one, later) -> later)
                .map(LogFrame::end);
    }

    /// Copies the bytes from `from` (inclusive) to `to` (exclusive).
    ///
    /// @throws dev.muster.model.MusterException `LOG_HOLE` where something is missing,
    ///   `LOG_DIFFERS` where two captures of a position differ
    public void copy(LogPosition from, LogPosition to, OutputStream sink) {
        List<ArchivedSegment> due =
                new ArrayList<>(
                        segments.stream()
                                .filter(it -> it.line().equals(from.line()))
                                .filter(it -> Long.compareUnsigned(from.offset(), it.end()) < 0)
                                .filter(it -> Long.compareUnsigned(it.start(), to.offset()) < 0)
                                .toList());
        SegmentAhead ahead = new SegmentAhead(vault, shelf, due);
        List<Reading> open = new ArrayList<>();
        long position = from.offset();
        while (Long.compareUnsigned(position, to.offset()) < 0) {
            long at = position;
            open.removeIf(reading -> !reading.segment().covers(at));
            while (!due.isEmpty() && Long.compareUnsigned(due.getFirst().start(), at) <= 0) {
                ArchivedSegment next = due.removeFirst();
                if (next.covers(at)) {
                    open.add(new Reading(next, ahead.open(next).cursor(key)));
                } else {
                    ahead.skip(next);
                }
            }
            position += step(open, due, at, to, sink);
        }
    }

    private record Reading(ArchivedSegment segment, SegmentCursor cursor) {}

    /// Writes one piece that lies in one frame of each open segment.
    private int step(
            List<Reading> open,
            List<ArchivedSegment> due,
            long at,
            LogPosition to,
            OutputStream sink) {
        if (open.isEmpty()) {
            throw VaultErrors.LOG_HOLE.error(
                    "the log of line "
                            + to.line()
                            + " was not captured at "
                            + Long.toHexString(at)
                            + " (hex)",
                    "choose a target inside the restorable window");
        }
        long count = to.offset() - at;
        if (!due.isEmpty()) {
            count = Math.min(count, due.getFirst().start() - at);
        }
        for (Reading reading : open) {
            count = Math.min(count, reading.cursor().available(at));
        }
        SegmentCursor first = open.getFirst().cursor();
        for (Reading reading : open) {
            requireSame(first, reading, at, (int) count);
        }
        try {
            sink.write(first.frame(), first.place(at), (int) count);
        } catch (IOException e) {
            throw VaultErrors.STORE_FAILED.error("could not write log: " + e, "", e);
        }
        return (int) count;
    }

    private static void requireSame(SegmentCursor first, Reading other, long at, int count) {
        int one = first.place(at);
        int two = other.cursor().place(at);
        boolean same =
                Arrays.equals(
                        first.frame(), one, one + count, other.cursor().frame(), two, two + count);
        if (!same) {
            throw VaultErrors.LOG_DIFFERS.error(
                    other.segment().name()
                            + " differs from another capture at or after "
                            + Long.toHexString(at)
                            + " (hex)",
                    "recover to a position before that");
        }
    }
}
