package dev.muster.testkit;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogReader;
import dev.muster.provider.LogSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Captured log kept in memory: what a spool and a vault do, without them. Safe for many threads.
///
/// Only what was flushed can be read; [#crash] forgets the rest, as a machine that loses its power.
public final class MemoryLog implements LogSink, LogReader {
    private final List<Piece> durable = new ArrayList<>();
    private final List<Piece> pending = new ArrayList<>();
    private final Map<String, byte[]> histories = new HashMap<>();
    private final Map<String, byte[]> pendingHistories = new HashMap<>();
    private final List<String> gaps = new ArrayList<>();
    private @Nullable LogPosition end;
    private @Nullable LogPosition durableEnd;
    private boolean beginsAnew;
    private boolean waiting;
    private boolean durableWaiting;

    private record Piece(LogPosition at, ByteBuffer bytes, Instant arrival) {
        LogPosition after() {
            return at.plus(bytes.capacity());
        }
    }

    @Override
    public synchronized Optional<LogPosition> resumeAt() {
        return beginsAnew ? Optional.empty() : Optional.ofNullable(durableEnd);
    }

    /// From now on the capture begins anew, wherever the source can: there will be a hole.
    public synchronized void acceptGap() {
        crash();
        beginsAnew = true;
        end = null;
    }

    @Override
    public synchronized void append(LogPosition at, ByteBuffer bytes, Instant arrival) {
        LogPosition last = end;
        boolean follows = last == null || last.equals(at) || !last.line().equals(at.line());
        if (!follows) {
            throw new IllegalStateException(at + " does not follow on from " + last);
        }
        beginsAnew = false;
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        Piece piece = new Piece(at, ByteBuffer.wrap(copy), arrival);
        pending.add(piece);
        end = piece.after();
    }

    @Override
    public synchronized void gap(String why) {
        gaps.add(why);
        end = null;
    }

    /// What was told of gaps.
    public synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }

    @Override
    public synchronized void history(String name, byte[] content) {
        pendingHistories.put(name, content.clone());
    }

    @Override
    public synchronized void commitsWait(boolean isWaiting) {
        waiting = isWaiting;
    }

    @Override
    public synchronized Optional<LogPosition> flush() {
        durable.addAll(pending);
        pending.clear();
        histories.putAll(pendingHistories);
        pendingHistories.clear();
        durableWaiting = waiting;
        LogPosition last = end;
        if (last != null) {
            durableEnd = last;
        }
        return Optional.ofNullable(durableEnd);
    }

    /// Forgets what was not flushed.
    public synchronized void crash() {
        pending.clear();
        pendingHistories.clear();
        end = durableEnd;
        waiting = durableWaiting;
    }

    /// Whether commits were last seen to wait, as far as that is durable.
    public synchronized boolean commitsWaited() {
        return durableWaiting;
    }

    /// Whether everything before a position is durable.
    public synchronized boolean has(LogPosition position) {
        LogPosition known = durableEnd;
        return known != null && known.line().equals(position.line()) && !known.isBefore(position);
    }

    @Override
    public synchronized List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (Piece piece : sorted()) {
            Range last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && last.to().equals(piece.at())) {
                ranges.set(
                        ranges.size() - 1,
                        new Range(
                                last.from(), piece.after(), last.firstArrival(), piece.arrival()));
            } else {
                ranges.add(new Range(piece.at(), piece.after(), piece.arrival(), piece.arrival()));
            }
        }
        return ranges;
    }

    private List<Piece> sorted() {
        List<Piece> pieces = new ArrayList<>(durable);
        pieces.sort((one, other) -> {
            int line = one.at().line().compareTo(other.at().line());
            return line != 0 ? line : Long.compareUnsigned(one.at().offset(), other.at().offset());
        });
        return pieces;
    }

    @Override
    public synchronized Map<String, byte[]> histories() {
        return Map.copyOf(histories);
    }

    @Override
    public synchronized void copy(LogPosition from, LogPosition to, OutputStream sink) {
        LogPosition next = from;
        try {
            for (Piece piece : sorted()) {
                if (next.equals(to)) {
                    return;
                }
                if (piece.at().line().equals(next.line())
                        && !next.isBefore(piece.at())
                        && next.isBefore(piece.after())) {
                    LogPosition end = to.isBefore(piece.after()) ? to : piece.after();
                    int start = (int) (next.offset() - piece.at().offset());
                    sink.write(piece.bytes().array(), start, (int) (end.offset() - next.offset()));
                    next = end;
                }
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        if (!next.equals(to)) {
            throw new IllegalArgumentException(
                    "nothing was captured between " + next + " and " + to);
        }
    }

    @Override
    public synchronized Optional<LogPosition> arrivedBy(String line, Instant moment) {
        return sorted().stream()
                .filter(piece -> piece.at().line().equals(line))
                .filter(piece -> !piece.arrival().isAfter(moment))
                .map(Piece::after)
                .reduce((one, other) -> other);
    }
}
