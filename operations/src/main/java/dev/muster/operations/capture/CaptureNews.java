package dev.muster.operations.capture;

import dev.muster.model.ByteSize;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import java.time.Duration;
import java.time.Instant;

/// Something that a watcher of a capture wants to know.
public sealed interface CaptureNews {
    /// Log up to here is durable at the level that the strategy asks.
    ///
    /// @param at when it was
    record Captured(LogPosition end, Instant at) implements CaptureNews {}

    /// The source has dropped changes that were never captured; capture goes on after them, and a
    /// new base backup is needed.
    ///
    /// @param why in words for people
    record Gap(String why) implements CaptureNews {}

    /// Whether the source's commits wait for our acknowledgement, as seen on the source.
    record CommitsWait(boolean waiting) implements CaptureNews {}

    /// The connection ended; capture begins again after a while where it stopped.
    record Broken(MusterException error, Duration retryIn) implements CaptureNews {}

    /// The vault did not take what was captured; it is kept in the spool and offered again.
    ///
    /// @param owed how much waits
    record NotShipped(MusterException error, ByteSize owed) implements CaptureNews {}

    /// The vault has all that was finished of what was captured.
    record Shipped() implements CaptureNews {}

    /// A recovery closed the capture of this source for good.
    record Closed() implements CaptureNews {}
}
