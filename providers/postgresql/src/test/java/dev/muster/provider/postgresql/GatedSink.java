package dev.muster.provider.postgresql;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A sink whose disk can be held up.
final class GatedSink implements LogSink {
    private final LogSink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean closed;

    GatedSink(LogSink sink) {
        this.sink = sink;
    }

    void setClosed(boolean isClosed) {
        lock.lock();
        try {
            closed = isClosed;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
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
    public void history(String name, byte[] content) {
        sink.history(name, content);
    }

    @Override
    public void commitsWait(boolean waiting) {
        sink.commitsWait(waiting);
    }

    @Override
    public Optional<LogPosition> flush() {
        lock.lock();
        try {
            while (closed) {
                opened.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        return sink.flush();
    }
}
