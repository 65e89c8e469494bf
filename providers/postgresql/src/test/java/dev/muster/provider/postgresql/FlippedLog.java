package dev.muster.provider.postgresql;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Log with one bit flipped, which nobody notices.
record FlippedLog(LogReader log, LogPosition at) implements LogReader {
    @Override
    public List<Range> ranges() {
        return log.ranges();
    }

    @Override
    public Map<String, byte[]> histories() {
        return log.histories();
    }

    @Override
    public void copy(LogPosition from, LogPosition to, OutputStream sink) {
        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        log.copy(from, to, copied);
        byte[] bytes = copied.toByteArray();
        if (from.line().equals(at.line()) && !at.isBefore(from) && at.isBefore(to)) {
            bytes[(int) (at.offset() - from.offset())] ^= 1;
        }
        try {
            sink.write(bytes);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    @Override
    public Optional<LogPosition> arrivedBy(String line, Instant moment) {
        return log.arrivedBy(line, moment);
    }
}
