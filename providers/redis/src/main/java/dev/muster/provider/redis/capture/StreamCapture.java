package dev.muster.provider.redis.capture;

import dev.muster.model.Durations;
import dev.muster.model.LogPosition;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.redis.source.ReplicationLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// Moves a stream to the sink, byte for byte, and acknowledges what is durable.
///
/// What arrives together is made durable together: one flush, and then at once one acknowledgement,
/// which lets go on what waits in WAIT. While a flush runs, the next group gathers in the
/// connection.
final class StreamCapture {
    /// Redis counts a receiver that tells nothing for `min-replicas-max-lag`, 10 s, as lost.
    private static final Duration STATUS = Duration.ofSeconds(1);

    /// A server pings each 10 s, or as `repl-ping-replica-period` says.
    private static final Duration SILENT = Duration.ofSeconds(75);

    /// A group is cut here, so that a receiver that is far behind still acknowledges.
    private static final long LARGEST_GROUP = 8 << 20;

    private final ReplicationLink link;
    private final String line;
    private final LogSink sink;
    private final Operation operation;

    private Optional<String> gap;
    private long received;
    private long flushed;
    private long durable;
    private long told;
    private long heard;

    /// @param gap what is missing before the start; empty where nothing is
    StreamCapture(
            ReplicationLink link,
            LogPosition start,
            Optional<String> gap,
            LogSink sink,
            Operation operation) {
        this.link = link;
        this.gap = gap;
        this.line = start.line();
        this.sink = sink;
        this.operation = operation;
        this.received = start.offset();
        this.flushed = start.offset();
    }

    void run() throws IOException, InterruptedException {
        sink.commitsWait(false);
        note(sink.flush());
        heard = operation.timing().nanos();
        acknowledge();
        try {
            while (true) {
                operation.checkCancelled();
                ByteBuffer bytes = link.next();
                if (bytes.hasRemaining()) {
                    take(bytes);
                } else {
                    quiet();
                }
                if (operation.timing().nanos() - told >= STATUS.toNanos()) {
                    // shipping may have made more of it durable meanwhile
                    note(sink.flush());
                    acknowledge();
                }
            }
        } catch (InterruptedException cancelled) {
            // what arrived is kept, so that the next capture need not fetch it again
            sink.flush();
            throw cancelled;
        }
    }

    private void take(ByteBuffer bytes) throws IOException {
        heard = operation.timing().nanos();
        int count = bytes.remaining();
        // with the first byte, so that a capture that dies before it is told again, and else once
        gap.ifPresent(sink::gap);
        gap = Optional.empty();
        sink.append(new LogPosition(line, received), bytes, operation.timing().instant());
        received += count;
        operation.progress().advance(count);
        if (!link.hasMore() || received - flushed >= LARGEST_GROUP) {
            flushed = received;
            note(sink.flush());
            acknowledge();
        }
    }

    /// A network that swallows everything ends no connection.
    private void quiet() throws IOException {
        if (operation.timing().nanos() - heard > SILENT.toNanos()) {
            throw new IOException("nothing came from the server for " + Durations.text(SILENT));
        }
    }

    private void note(Optional<LogPosition> end) {
        end.filter(position -> position.line().equals(line))
                .ifPresent(position -> durable = Math.min(received, position.offset()));
    }

    private void acknowledge() throws IOException {
        link.acknowledge(durable);
        told = operation.timing().nanos();
    }
}
