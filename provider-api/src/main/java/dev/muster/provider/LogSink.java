package dev.muster.provider;

import dev.muster.model.LogPosition;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// Takes the captured log of one source. One thread at a time.
public interface LogSink {
    /// Where capture must go on: the end of what is durable. Empty if nothing was ever captured.
    Optional<LogPosition> resumeAt();

    /// Takes bytes that follow on from the last ones of the same line, or begin a line.
    ///
    /// @param at position of the first byte
    /// @param bytes consumed, copied before the call returns
    /// @param arrival when they arrived, for the index by time
    void append(LogPosition at, ByteBuffer bytes, Instant arrival);

    /// Takes note that the source has dropped changes that were never captured. What is appended
    /// next begins anew after them, on the same line or on another; it is told just before. A new
    /// base backup is then taken at once, for no earlier one leads beyond the hole. Nothing happens
    /// where nobody can take one.
    ///
    /// @param why in words for people
    default void gap(String why) {}

    /// Keeps a small file that tells how lines are related, such as a timeline history.
    void history(String name, byte[] content);

    /// Makes everything taken so far durable at the source's level.
    ///
    /// @return the end of what is durable, and acknowledge no more than that to the source; empty
    ///   before anything was taken
    Optional<LogPosition> flush();

    /// Takes note of whether the source's commits wait for our acknowledgement, as seen on the
    /// source itself; told at least when that changes. Kept durably with the next [#flush]: once
    /// the source is gone, this is what tells whether a receiver that stopped is a fence.
    void commitsWait(boolean waiting);
}
