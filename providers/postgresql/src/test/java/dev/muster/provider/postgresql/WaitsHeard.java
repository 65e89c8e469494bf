package dev.muster.provider.postgresql;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A sink that remembers all that it was told of waiting commits.
record WaitsHeard(LogSink sink, List<Boolean> heard) implements LogSink {
    WaitsHeard(LogSink sink) {
        this(sink, new CopyOnWriteArrayList<>());
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
        heard.add(waiting);
        sink.commitsWait(waiting);
    }

    @Override
    public Optional<LogPosition> flush() {
        return sink.flush();
    }
}
