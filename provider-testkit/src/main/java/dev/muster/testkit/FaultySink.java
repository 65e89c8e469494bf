package dev.muster.testkit;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A sink whose disk fails once it was flushed so many times.
public final class FaultySink implements LogSink {
    private final LogSink sink;
    private final AtomicInteger flushesLeft;

    public FaultySink(LogSink sink, int flushes) {
        this.sink = sink;
        this.flushesLeft = new AtomicInteger(flushes);
    }

    @Override
    public Optional<LogPosition> resumeAt() {
        return sink.resumeAt();
    }

    @Override
    public void append(LogPosition at, ByteBuffer bytes, Instant arrival) {
        sink.append(at, bytes, arrival);
    }

    @Override
    public void gap(String why) {
        sink.gap(why);
    }

    @Override
    public void history(String name, byte[] content) {
        sink.history(name, content);
    }

    @Override
    public void commitsWait(boolean waiting) {
        sink.commitsWait(waiting);
    }

    @Override
    public Optional<LogPosition> flush() {
        if (flushesLeft.getAndDecrement() <= 0) {
            throw Faults.INJECTED.error("the disk of the spool failed", "");
        }
        return sink.flush();
    }
}
